# Starts one of the programs: launch MODULE [JVM-OPTION…] MAIN-CLASS [ARGUMENT…]. Sourced; needs $home, the installed tree.
#
# The module's jar names its own class path. The cache of loaded and compiled classes is used only when it was made from
# exactly these jars and this JDK: its name carries a checksum of both, since the JVM would not notice a changed jar.

. "$home/libexec/jdk.sh"

aot_cache() {
    key=$({ stat -c '%n %s %Y' "$home"/lib/*.jar; cat "$JAVA_HOME/release"; } | cksum)
    echo "$home/aot/$1-${key%% *}.aot"
}

launch() {
    find_jdk || exit 1
    module=$1
    shift
    # In another locale Java cannot name files with letters beyond ASCII, and refuses source archives that hold some.
    case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
        *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
        *) export LC_ALL=C.UTF-8 ;;
    esac
    cache=$(aot_cache "$module")
    set -- --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -cp "$(echo "$home/lib/fatbuildr-$module"-*.jar)" "$@"
    if [ -n "${FATBUILDR_AOT_TRAIN:-}" ]; then
        set -- "-XX:AOTCacheOutput=$cache" "$@"
    elif [ -f "$cache" ]; then
        set -- "-XX:AOTCache=$cache" "$@"
    fi
    exec "$JAVA_HOME/bin/java" "$@"
}
