# Finds the JDK the programs run on: JAVA_HOME when it is new enough, else the newest one under the JVM directory.
# Sourced by the launchers and by the scripts of the source tree; sets and exports JAVA_HOME or fails with one line.

jdk_major() {
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

find_jdk() {
    if [ -n "${JAVA_HOME:-}" ] && [ "$(jdk_major "$JAVA_HOME")" -ge 25 ] 2>/dev/null; then
        return 0
    fi
    newest=0
    for candidate in /usr/lib/jvm/*; do
        [ -x "$candidate/bin/java" ] || continue
        major=$(jdk_major "$candidate")
        if [ "${major:-0}" -gt "$newest" ]; then
            newest=$major
            JAVA_HOME=$candidate
        fi
    done
    if [ "$newest" -lt 25 ]; then
        echo "${0##*/}: no JDK 25 or newer found: set JAVA_HOME to one or install it under /usr/lib/jvm" >&2
        return 1
    fi
    export JAVA_HOME
}
