#!/bin/sh
# installed.sh TREE DIRECTORY CHECKOUT: installs the tree as on a machine of its own, then uses it as its users do.
# What is written below /usr, /etc and /var goes to the directory; nothing outlives the script's process name space.
set -eu
exec 2>&1
tree=$1 changes=$2 checkout=$3

for part in usr etc var; do
    mkdir -p "$changes/$part" "$changes/$part.work"
    mount -t overlay overlay -o "lowerdir=/$part,upperdir=$changes/$part,workdir=$changes/$part.work" "/$part"
done
mount -t tmpfs -o mode=755 tmpfs /run
# Others may not enter the checkout.
cp -R "$checkout/examples" "$checkout/e2e/src/test/python" /run
examples=/run/examples
unset JAVA_HOME DBUS_SYSTEM_BUS_ADDRESS FATBUILDR_EXCHANGE FATBUILDR_URI XDG_CONFIG_HOME XDG_DATA_HOME

await() {
    waited=0
    until "$@" >/dev/null 2>&1; do
        [ $((waited += 1)) -lt 200 ] || { echo "not come true: $*"; cat /run/*.log; exit 1; }
        sleep 0.1
    done
}

as() { # USER COMMAND…
    user=$1
    shift
    setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups env HOME="/run/$user" "$@"
}

echo "== install"
"$tree/libexec/install"
useradd --no-create-home --groups fatbuildr member
useradd --no-create-home stranger
for user in member stranger; do
    mkdir "/run/$user"
    chown "$user" "/run/$user"
done

echo "== files"
systemd-analyze verify fatbuildrd.service fatbuildrweb.service
stat -c '%n %A %U:%G' /run/fatbuildr /var/lib/fatbuildr/workspaces/.web-uploads
fatbuildrctl --version
man -w fatbuildrctl fatbuildrd fatbuildrweb fatbuildr.ini import-dsc
"$tree/libexec/install" /run/elsewhere
diff -r /run/elsewhere/usr/lib/fatbuildr/share /usr/share/fatbuildr/ && echo "the same below another root"

echo "== again"
there=/run/elsewhere/usr/lib
cp -a "$there/fatbuildr" /run/before
unchanged() { diff -r /run/before "$there/fatbuildr" && echo "unchanged: $1"; }
mkdir /run/stop
cat >/run/stop/cp <<'SH'
#!/bin/sh
for target; do :; done
mkdir -p "$target/lib"
kill -"$STOP" $PPID
SH
chmod 755 /run/stop/cp
for STOP in KILL TERM; do
    export STOP
    sh -c 'PATH=/run/stop:$PATH "$0/libexec/install" /run/elsewhere; exit' "$tree" 2>/dev/null || echo "status $?"
    unchanged "$(cd "$there" && echo fatbuildr*)"
done
mv "$there/fatbuildr" "$there/fatbuildr.old"
PATH=/run/stop:$PATH "$tree/libexec/install" /run/elsewhere || unchanged "$(cd "$there" && echo fatbuildr*)"
touch "$there/fatbuildr/lib/stale.jar"
"$tree/libexec/install" /run/elsewhere
unchanged "$(cd "$there" && echo fatbuildr*)"

echo "== mistakes"
/usr/lib/fatbuildr/libexec/install || echo "status $?"
"$tree/libexec/install" --help || true
"$tree/libexec/install" /run/elsewhere /run/there || true
LC_ALL=C "$tree/libexec/install" /run/stop/cp || true
"$tree/libexec/install" "$tree/share" 2>&1 | sed "s|$tree|TREE|g"
flock "$there" "$tree/libexec/install" /run/elsewhere || true
as member "$there/fatbuildr/libexec/install" || true

echo "== start"
mkdir -p /run/dbus /etc/fatbuildr/instances.d
cat >/etc/fatbuildr/instances.d/default.yml <<'YAML'
name: Installed
gpg: {name: Installed, email: installed@fatbuildr.invalid}
formats: {deb: [{name: bookworm, env: bookworm, tag: deb12}]}
derivatives: {next: {}}
YAML
dbus-daemon --system --nofork --nopidfile >/run/bus.log 2>&1 &
await test -S /run/dbus/system_bus_socket
/usr/lib/polkit-1/polkitd --no-debug >/run/polkit.log 2>&1 &
await busctl status org.freedesktop.PolicyKit1
# As the unit does.
command=$(sed -n 's/^ExecStart=//p' /usr/lib/systemd/system/fatbuildrd.service)
group=$(sed -n 's/^Group=//p' /usr/lib/systemd/system/fatbuildrd.service)
# shellcheck disable=SC2086
setpriv --regid "$group" --clear-groups $command >/run/daemon.log 2>&1 &
await busctl status org.rackslab.Fatbuildr

echo "== member"
as member fatbuildrctl list
as member fatbuildrctl keyring create
as member fatbuildrctl keyring export | head -n 1
for chapter in idle pipelines refusals; do
    as member /usr/bin/python3 /run/python/foreign_client.py "$chapter" default bookworm /run/examples /run/fatbuildr
done
as member fatbuildrctl build -a greeting -d bookworm -b "$examples/artifacts" --sources "$examples/sources/greeting" \
    -n 'Ada Tester' -e ada@fatbuildr.invalid -m 'Without an image' && exit 1
ls -A /run/fatbuildr
as member fatbuildrctl history | grep -c 'user: member'

echo "== stranger"
as stranger fatbuildrctl list || echo "status $?"
as stranger fatbuildrctl build -a greeting -d bookworm -b "$examples/artifacts" --sources "$examples/sources/greeting" \
    -n 'Ada Tester' -e ada@fatbuildr.invalid -m 'Not allowed' || echo "status $?"

echo "== web"
unit=/usr/lib/systemd/system/fatbuildrweb.service
command=$(sed -n 's/^ExecStart=//p' "$unit")
user=$(sed -n 's/^User=//p' "$unit")
printf '[web]\nport = 0\n' >/etc/fatbuildr/fatbuildr.ini
mkdir /run/web
chown "$user" /run/web
as "$user" setpriv --no-new-privs --bounding-set=-all "$command" --ready-file /run/web/ready >/run/web.log 2>&1 &
await test -s /run/web/ready
uri=$(cat /run/web/ready)/default
as member mkdir -p /run/member/.local/share
as member fatbuildrctl tokens generate | as member fatbuildrctl --uri "$uri" tokens save >/run/saved.log 2>&1
as member fatbuildrctl --uri "$uri" keyring export | head -n 1
as member fatbuildrctl --uri "$uri" build -a greeting -d bookworm -b "$examples/artifacts" \
    --sources "$examples/sources/greeting" -n 'Ada Tester' -e ada@fatbuildr.invalid -m 'Over HTTP' || echo "status $?"
find /run/fatbuildr /var/lib/fatbuildr/workspaces/.web-uploads -mindepth 1
as member fatbuildrctl history --limit 1 | grep user:
for secret in tokens/default/key keyring/default; do
    as "$user" cat "/var/lib/fatbuildr/$secret" || true
done
