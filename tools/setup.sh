# Shared by ./quickstart, ./check and ./bench: the machine's needs. Sourced with the checkout as working directory.

# What the product itself runs: containers, image creation, their tools.
product_packages="mmdebstrap debootstrap e2fsprogs systemd-container dpkg-dev zstd xz-utils git util-linux mount procps patch"
# What the tests run besides: the real tools as oracles.
test_packages="python3 python3-jinja2 python3-yaml perl bzip2 make apt apt-utils gpg gpgv gnupg dpkg-dev debhelper fakeroot lintian libdpkg-perl curl dbus polkitd python3-dbus python3-dasbus libglib2.0-bin systemd chromium chromium-driver tmux zip rpm cpio zsh fish man-db mandoc nginx-light apache2"

say() {
    printf '\033[1m==> %s\033[0m\n' "$*"
}

fail() {
    echo "${0##*/}: $*" >&2
    exit 1
}

need_root() {
    [ "$(id -u)" = 0 ] || fail "root is needed to make containers and overlay mounts: run it as root, for example: sudo $0"
}

need_packages() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "Installing system packages:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq || fail "apt-get update failed: check the machine's package sources"
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing >/dev/null || fail "could not install:$missing"
}

# The machine's own package sources for a release, as one-line entries.
machine_sources() {
    [ -n "$(apt-get indextargets --no-release-info "Release: $1" "Created-By: Packages" 2>/dev/null)" ] || apt-get update -qq
    apt-get indextargets --format 'deb $(SITE) $(RELEASE) $(COMPONENT)' "Release: $1" "Created-By: Packages" | sort -u
}

need_build_tools() {
    . dist/src/main/libexec/jdk.sh
    find_jdk || exit 1
    command -v mvn >/dev/null || fail "Maven is needed to build: install the package maven"
}

# Builds the installable tree and the class caches of its programs, unless nothing changed since the last time.
build_tree() {
    tree=$PWD/dist/target/fatbuildr
    stamp=$tree/.built
    if [ -f "$stamp" ] && [ -z "$(find pom.xml ./*/pom.xml ./*/src/main -newer "$stamp" -print -quit)" ]; then
        return 0
    fi
    say "Building Fatbuildr with $JAVA_HOME"
    rm -rf "$tree"
    mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true package || fail "the build failed"
    "$tree/libexec/train" || fail "could not make the class caches"
    "$tree/libexec/document" || fail "could not write the manual pages and completion scripts"
    touch "$stamp"
}
