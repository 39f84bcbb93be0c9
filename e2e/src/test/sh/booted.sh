#!/bin/bash
# booted.sh: installs the tree /mnt/tree on the machine that systemd has just booted, and uses it through its units. What
# it prints goes to /mnt/out/said.
set -eu
exec >/mnt/out/said 2>&1
trap 'status=$?; [ $status = 0 ] || { echo "status $status"; journalctl --boot --no-pager; }' EXIT

await() {
    waited=0
    until "$@" >/dev/null 2>&1; do
        [ $((waited += 1)) -lt 200 ] || { echo "not come true: $*"; exit 1; }
        sleep 0.1
    done
}

as() { # USER COMMAND…
    user=$1
    shift
    runuser -u "$user" -- "$@"
}

units() {
    for unit in fatbuildrd fatbuildrweb; do
        echo "$unit $(systemctl show --property "$1" --value "$unit" | paste -sd ' ')"
    done
}

restarted() { [ "$(systemctl show --property NRestarts,SubState --value "$1" | sort | paste -sd ' ')" = "1 running" ]; }

main() { systemctl show --property MainPID --value "$1"; }

fetch() { curl --silent --output /dev/null --write-out '%{http_code} %{content_type}\n' "http://localhost:5000/$1"; }

echo "== install"
/mnt/tree/libexec/install
echo "== boot"
systemctl start multi-user.target
systemctl --failed --no-legend
useradd --create-home --groups fatbuildr member
useradd --create-home stranger
mkdir -p /etc/fatbuildr/instances.d
cat >/etc/fatbuildr/instances.d/default.yml <<'YAML'
name: Booted
gpg: {name: Booted, email: booted@fatbuildr.invalid}
formats: {deb: [{name: bookworm, env: bookworm, tag: deb12}]}
derivatives: {next: {}}
YAML

echo "== web"
systemctl enable --quiet --now fatbuildrweb
units ActiveState
fetch default/pipelines/
units ActiveState,SubState,StatusText,NRestarts
for unit in fatbuildrd fatbuildrweb; do
    ps -o user:9=,group:9=,comm= -p "$(main "$unit")"
done

echo "== bus"
systemctl enable --quiet fatbuildrd
systemctl stop fatbuildrd
as member fatbuildrctl list
units ActiveState,SubState,Result
as stranger fatbuildrctl list || echo "status $?"

echo "== http"
as member fatbuildrctl keyring create | tail -n 1
fetch default/keyring.json
as member mkdir -p /home/member/.local/share
as member fatbuildrctl tokens generate |
    as member fatbuildrctl --uri http://localhost:5000/default tokens save >/dev/null 2>&1
as member fatbuildrctl --uri http://localhost:5000/default build -a greeting -d bookworm -b /mnt/examples/artifacts \
    --sources /mnt/examples/sources/greeting -n 'Ada Tester' -e ada@fatbuildr.invalid -m 'Over HTTP' || echo "status $?"

echo "== sandbox"
grep -E '^(CapBnd|NoNewPrivs|Seccomp):' "/proc/$(main fatbuildrweb)/status"
# What the process can reach, as its user in its view of the files.
nsenter --target "$(main fatbuildrweb)" --mount setpriv --reuid fatbuildr --regid fatbuildr --init-groups \
    --no-new-privs --bounding-set=-all env LC_ALL=C bash -c '
        cd /var/lib/fatbuildr
        cat fatbuildr.db
        ls keyring tokens images /home /root
        touch registry/file workspaces/file /usr/file
        ls /proc/1
        touch workspaces/.web-uploads/file && rm workspaces/.web-uploads/file && ls -d registry/ workspaces/default'
as stranger env LC_ALL=C bash -c '
    cd /var/lib/fatbuildr
    ls keyring tokens images workspaces /var/cache/fatbuildr
    [ -r registry ] && [ -x registry ] && echo "everybody reads the registry"' || true

echo "== kill"
for unit in fatbuildrd fatbuildrweb; do
    systemctl kill --signal KILL "$unit"
    await restarted "$unit"
done
fetch default/keyring.json
as member fatbuildrctl list

echo "== stop"
systemctl stop fatbuildrd fatbuildrweb
units ActiveState,Result,ExecMainStatus
ls -A /run/fatbuildr
journalctl --boot --no-pager --unit fatbuildrd --unit fatbuildrweb | grep -iE 'timed out|watchdog|denied|not permitted' || true
