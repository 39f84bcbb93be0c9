"""A client of the message bus that shares no code with ours, written after the interface alone.

foreign_client.py CHAPTER INSTANCE DISTRIBUTION EXAMPLES EXCHANGE

It reads the introspection data and types its arguments after it, as dasbus does; files are exchanged through the drop
directory, output comes from console sockets and journals.
"""

import os
import random
import re
import shutil
import socket
import struct
import sys
import tarfile
import tempfile
import time
import uuid

from dasbus.connection import SystemMessageBus
from dasbus.error import DBusError, ErrorMapper, ErrorRule
from dasbus.typing import get_native, get_variant

NAME = "org.rackslab.Fatbuildr"
LIMIT = 60
LOG, BYTES, RAW_ENABLE, RAW_DISABLE, WINCH = range(5)

# The keys of records and their types: all of them, and nothing else.
ARTIFACT = {"name": "s", "architecture": "s", "version": "s", "size": "i"}
CHANGELOG = {"version": "s", "author": "s", "date": "i", "changes": "as"}
MEMBER = {"path": "s", "type": "s", "size": "i"}
INSTANCE = {"id": "s", "name": "s", "userid": "s"}
SUBKEY = {"fingerprint": "s", "algo": "s", "expires": "s", "creation": "s"}
KEYRING = {
    "userid": "s",
    "id": "s",
    "fingerprint": "s",
    "algo": "s",
    "expires": "s",
    "creation": "s",
    "last_update": "s",
    "subkey": SUBKEY,
}
TASK = {
    "id": "s",
    "user": "s",
    "name": "s",
    "submission": "i",
    "place": "s",
    "state": "s",
    "result": "s",
    "io": {"interactive": "b", "console": "s", "journal": {"path": "s"}},
}
ENVIRONMENT = {"format": "s", "environment": "s", "architecture": "s"}
TASKS = {
    "artifact build": {
        "format": "s",
        "distribution": "s",
        "architectures": "as",
        "archives": [{"id": "s", "path": "s"}],
        "derivative": "s",
        "artifact": "s",
        "author": "s",
        "email": "s",
        "message": "s",
    },
    "artifact deletion": {"format": "s", "distribution": "s", "derivative": "s", "artifact": ARTIFACT},
    "keyring creation": {},
    "keyring renewal": {"duration": "s"},
    "history purge": {},
    "image creation": {"format": "s", "force": "b"},
    "image update": {"format": "s"},
    "image shell": {"format": "s", "term": "s", "command": "as"},
    "image build environment creation": ENVIRONMENT,
    "image build environment update": ENVIRONMENT,
    "image build environment shell": {**ENVIRONMENT, "term": "s", "command": "as"},
}


class UnknownInstance(DBusError):
    pass


class NoRunningTask(DBusError):
    pass


class NoKeyring(DBusError):
    pass


class RegistryError(DBusError):
    pass


class PipelineError(DBusError):
    pass


class InvalidArguments(DBusError):
    pass


def error_names():
    mapper = ErrorMapper()
    for kind, name in (
        (UnknownInstance, NAME + ".ErrorUnknownInstance"),
        (NoRunningTask, NAME + ".ErrorNoRunningTask"),
        (NoKeyring, NAME + ".ErrorNoKeyring"),
        (RegistryError, NAME + ".ErrorRegistry"),
        (PipelineError, NAME + ".ErrorPipeline"),
        (InvalidArguments, "org.freedesktop.DBus.Error.InvalidArgs"),
    ):
        mapper.add_rule(ErrorRule(kind, name))
    return mapper


BUS = SystemMessageBus(error_mapper=error_names())


def require(condition, *what):
    if not condition:
        raise AssertionError(" ".join(str(word) for word in what))


def same(actual, expected):
    require(actual == expected, "expected", repr(expected), "and got", repr(actual))


def fails(kind, message, call, *arguments):
    """The call fails with that error and a message that fits the expression wholly."""
    try:
        answer = call(*arguments)
    except DBusError as failure:
        require(type(failure) is kind, "expected", kind.__name__, "and got", type(failure).__name__, failure)
        require(re.fullmatch(message, str(failure)), "message", repr(str(failure)), "does not fit", message)
        return
    raise AssertionError("no " + kind.__name__ + " but " + repr(answer))


def checked(record, keys):
    """The record without its types, which must be those; nested records are a{sv}, lists of them aa{sv}."""
    same(sorted(record), sorted(keys))
    native = {}
    for key, expected in keys.items():
        variant = record[key]
        if isinstance(expected, dict):
            same(variant.get_type_string(), "a{sv}")
            native[key] = checked(members(variant), expected)
        elif isinstance(expected, list):
            same(variant.get_type_string(), "aa{sv}")
            native[key] = [
                checked(members(variant.get_child_value(n)), expected[0]) for n in range(variant.n_children())
            ]
        else:
            require(variant.get_type_string() == expected, key, "has the type", variant.get_type_string())
            native[key] = get_native(variant)
    return native


def members(dictionary):
    pairs = (dictionary.get_child_value(n) for n in range(dictionary.n_children()))
    return {pair.get_child_value(0).get_string(): pair.get_child_value(1).get_variant() for pair in pairs}


def task_record(record):
    name = get_native(record["name"])
    require(name in TASKS, "unknown type of task", name)
    task = checked(record, {**TASK, **TASKS[name]})
    same(str(uuid.UUID(task["id"])), task["id"])
    same(uuid.UUID(task["id"]).version, 4)
    same(task["io"]["console"], task["place"] + "/console.sock")
    same(task["io"]["journal"]["path"], task["place"] + "/task.journal")
    require(task["state"] in ("pending", "running", "finished"), task["state"])
    require(task["result"] in ("unknown", "success", "failed"), task["result"])
    require(abs(task["submission"] - time.time()) < 3600, "submission", task["submission"])
    return task


class Messages:
    """What a connection or a journal says, message by message, and all its bytes."""

    def __init__(self, read):
        self.read = read
        self.raw = b""
        self.taken = 0

    def exactly(self, size):
        while len(self.raw) - self.taken < size:
            piece = self.read()
            if not piece:
                return None
            self.raw += piece
        piece = self.raw[self.taken : self.taken + size]
        self.taken += size
        return piece

    def next(self):
        header = self.exactly(8)
        if header is None:
            return None
        command, padding, size = struct.unpack("<HHI", header)
        same(padding, 0)
        require(command in (LOG, BYTES, RAW_ENABLE, RAW_DISABLE), "command", command)
        payload = self.exactly(size)
        require(payload is not None, "a message is cut")
        return command, payload


def is_end(command, payload):
    text = payload.split(b":", 2)[1] if command == LOG else b""
    return text.startswith((b"Task succeeded", b"Task failed"))


class Console(Messages):
    """A connection to a console socket."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(LIMIT)
        self.socket.connect(path)
        super().__init__(lambda: self.socket.recv(4096))
        self.shown = b""
        self.seen = []

    def type(self, text):
        self.send(BYTES, text.encode())

    def size(self, rows, columns):
        self.send(WINCH, struct.pack("<HH", rows, columns))

    def send(self, command, payload):
        self.socket.sendall(struct.pack("<HHI", command, 0, len(payload)) + payload)

    def until(self, text):
        """Reads on until the terminal has shown the expression since the last time."""
        expression = re.compile(text.encode(), re.MULTILINE)
        while not expression.search(self.plain()):
            message = self.next()
            require(message is not None, "the output ends before", text, self.shown)
            self.seen.append(message)
            if message[0] == BYTES:
                self.shown += message[1]
            require(not is_end(*message), "the task ends before", text, self.raw)
        shown = self.shown
        self.shown = b""
        return shown

    def sized(self, rows, columns):
        """Sets the size until the terminal has it: others who left at once may still be heard after this one."""
        for _ in range(20):
            self.size(rows, columns)
            self.type("stty size\r")
            if b"%d %d\r" % (rows, columns) in self.until(r"^\d+ \d+\r"):
                return
        raise AssertionError("the terminal does not take its size")

    def plain(self):
        """Without what the shell tells terminals about pasting."""
        return re.sub(rb"\x1b\[\?2004[hl]\r?", b"", self.shown)

    def until_end(self):
        message = self.next()
        while message is not None:
            self.seen.append(message)
            if is_end(*message):
                return message[1].decode()
            message = self.next()
        raise AssertionError("the output ends without an end record")


class Instance:
    def __init__(self, name):
        path = BUS.get_proxy(NAME, "/org/rackslab/Fatbuildr").GetInstance(name)
        self.path = path
        self.members = BUS.get_proxy(NAME, path)

    def __getattr__(self, name):
        return getattr(self.members, name)

    def task(self, identifier):
        """As the existing client looks for one: queue, running, history."""
        for record in self.Queue:
            if get_native(record["id"]) == identifier:
                return task_record(record)
        try:
            record = self.Running
            if get_native(record["id"]) == identifier:
                return task_record(record)
        except NoRunningTask:
            pass
        for record in self.History(0):
            if get_native(record["id"]) == identifier:
                return task_record(record)
        raise AssertionError("task " + identifier + " is nowhere")

    def started(self, identifier):
        return self.await_task(identifier, lambda task: task["state"] != "pending")

    def finished(self, identifier):
        return self.await_task(identifier, lambda task: task["state"] == "finished")

    def await_task(self, identifier, condition):
        limit = time.monotonic() + LIMIT
        task = self.task(identifier)
        while not condition(task):
            require(time.monotonic() < limit, "task", identifier, "stays", task["state"])
            time.sleep(0.05)
            task = self.task(identifier)
        return task

    def follow(self, identifier):
        """The end record, read as the existing client does: from the socket while it runs, else from the journal."""
        task = self.started(identifier)
        if task["state"] == "running":
            try:
                return Console(task["io"]["console"]).until_end(), self.finished(identifier)
            except FileNotFoundError:
                pass
        with open(self.finished(identifier)["io"]["journal"]["path"], "rb") as journal:
            messages = Messages(lambda: journal.read(4096))
            message = messages.next()
            while not is_end(*message):
                message = messages.next()
            same(messages.next(), None)
            return message[1].decode(), self.finished(identifier)

    def succeeds(self, identifier):
        end, task = self.follow(identifier)
        same(end, "20:Task succeeded")
        same(task["result"], "success")
        return task

    def breaks(self, identifier):
        end, task = self.follow(identifier)
        same(end, "20:Task failed")
        same(task["result"], "failed")
        return task


class Chapters:
    def __init__(self, name, distribution, examples, exchange):
        self.name = name
        self.distribution = distribution
        self.examples = examples
        self.exchange = exchange
        self.instance = Instance(name)
        self.place = ("deb", distribution, "main")

    def upload(self, archives=(), definition=None):
        """Archives in a fresh directory, as a client makes them: path of the tarball, records of the sources."""
        directory = tempfile.mkdtemp(dir=self.exchange)
        os.chmod(directory, 0o755)
        tarball = directory + "/fatbuildr-artifact.tar.xz"
        with tarfile.open(tarball, "x:xz") as archive:
            archive.add(definition or self.examples + "/artifacts/greeting", arcname=".")
        records = []
        for identifier, version, source in archives:
            path = "%s/%s-%s.tar.xz" % (directory, identifier, version)
            with tarfile.open(path, "x:xz") as archive:
                archive.add(source, arcname="%s-%s" % (identifier, version))
            records.append({"id": get_variant("s", identifier), "path": get_variant("s", path)})
        return directory, tarball, records

    def build(self, message, interactive=False, definition=None):
        directory, tarball, sources = self.upload(
            [("greeting", "1.0", self.examples + "/sources/greeting")], definition
        )
        begin = time.monotonic()
        identifier = self.instance.Build(
            "deb",
            self.distribution,
            ["x86_64"],
            "main",
            "greeting",
            "Ada Tester",
            "ada@fatbuildr.invalid",
            message,
            tarball,
            sources,
            interactive,
        )
        require(time.monotonic() - begin < 3, "the answer to Build takes long")
        require(not os.path.exists(directory), "the daemon leaves", directory)
        return identifier

    def idle(self):
        service = BUS.get_proxy(NAME, "/org/rackslab/Fatbuildr")
        same([checked(record, INSTANCE)["id"] for record in service.Instances], [self.name])
        fails(UnknownInstance, "", service.GetInstance, "none")
        same(self.instance.path, "/org/rackslab/Fatbuildr/Instances/" + self.name)
        same(checked(self.instance.Instance, INSTANCE)["id"], self.name)
        same(self.instance.Queue, [])
        fails(NoRunningTask, "", lambda: self.instance.Running)
        keyring = checked(self.instance.Keyring, KEYRING)
        require(re.fullmatch("[0-9A-F]{40}", keyring["fingerprint"]), keyring)
        same(keyring["id"], keyring["fingerprint"][-16:])
        moment = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
        for key, form in (("creation", moment), ("expires", moment + "|never"), ("last_update", moment + "|never")):
            require(re.fullmatch(form, keyring[key]), key, keyring[key])
        require(self.instance.KeyringExport.startswith("-----BEGIN PGP PUBLIC KEY BLOCK-----"))
        properties = BUS.get_proxy(NAME, self.instance.path, interface_name="org.freedesktop.DBus.Properties")
        everything = properties.GetAll(NAME + ".Instance")
        require("Keyring" in everything and "Running" not in everything, sorted(everything))
        require(re.fullmatch(r"[^.]+\.[^.]+\.[^.]+", self.instance.TokenGenerate()))

    def pipelines(self):
        instance = self.instance
        same(instance.PipelinesFormats, ["deb"])
        require("x86_64" in instance.PipelinesArchitectures)
        same(instance.PipelinesFormatDistributions("deb"), [self.distribution])
        same(instance.PipelinesDistributionFormat(self.distribution), "deb")
        same(instance.PipelinesDistributionEnvironment(self.distribution), self.distribution)
        same(instance.PipelinesDistributionEnvironment("none-such"), "none")
        same(instance.PipelinesDistributionDerivatives(self.distribution), ["main", "next"])
        same(instance.PipelinesDerivativeFormats("next"), ["deb"])
        unknown = "Unable to find format corresponding to distribution el9"
        fails(PipelineError, unknown, instance.PipelinesDistributionFormat, "el9")
        fails(PipelineError, unknown, instance.PipelinesDistributionDerivatives, "el9")
        fails(PipelineError, "Derivative x is not supported", instance.PipelinesDerivativeFormats, "x")
        fails(PipelineError, ".+", instance.PipelinesFormatDistributions, "rpm")

    def refusals(self):
        instance = self.instance
        fails(PipelineError, ".*rpm.*", instance.ImageCreate, "rpm", False)
        fails(PipelineError, ".*none.*", instance.ImageEnvironmentCreate, "deb", "none", "x86_64")
        fails(PipelineError, ".*m68k.*", instance.ImageEnvironmentUpdate, "deb", self.distribution, "m68k")
        fails(InvalidArguments, ".*soon.*", instance.KeyringRenew, "soon")
        known = ("Ada Tester", "ada@fatbuildr.invalid", "Try")
        for target, named in (
            (("rpm", self.distribution, ["x86_64"], "main"), "rpm"),
            (("deb", "el9", ["x86_64"], "main"), "el9"),
            (("deb", self.distribution, ["x86_64"], "other"), "other"),
        ):
            directory, tarball, _ = self.upload()
            fails(PipelineError, ".*%s.*" % named, instance.Build, *target, "greeting", *known, tarball, [], False)
            shutil.rmtree(directory, ignore_errors=True)
        target = ("deb", self.distribution, ["x86_64"], "main", "greeting")
        missing = self.exchange + "/none/fatbuildr-artifact.tar.xz"
        fails(PipelineError, "there is no directory " + os.path.dirname(missing), instance.Build, *target, *known, missing, [], False)
        fails(PipelineError, ".*/etc/hostname.*", instance.Build, *target, *known, "/etc/hostname", [], False)
        same(instance.Queue, [])

    def life(self):
        """A build from the submission to the deletion of what came out."""
        instance = self.instance
        first = self.build("Try it")
        second = self.build("Try it again")
        task = instance.started(first)
        same((task["user"], task["name"], task["io"]["interactive"]), ("root", "artifact build", False))
        same((task["author"], task["email"]), ("Ada Tester", "ada@fatbuildr.invalid"))
        same((task["format"], task["distribution"], task["derivative"]), self.place)
        same((task["artifact"], task["message"], task["architectures"]), ("greeting", "Try it", ["x86_64"]))
        watchers = [Console(task["io"]["console"]) for _ in range(3)]
        watchers[2].socket.close()
        watchers[0].type("thrown away")
        ends = [watcher.until_end() for watcher in watchers[:2]]
        same(ends, ["20:Task succeeded"] * 2)
        finished = instance.finished(first)
        same((finished["result"], finished["state"]), ("success", "finished"))
        same([archive["id"] for archive in finished["archives"]], ["greeting"])
        with open(finished["io"]["journal"]["path"], "rb") as journal:
            content = journal.read()
        require(all(watcher.raw == content for watcher in watchers[:2]), "journal and socket differ")
        require(not os.path.exists(task["io"]["console"]), "the socket stays after the end")
        instance.succeeds(second)
        history = [get_native(record["id"]) for record in instance.History(2)]
        same(history, [second, first])
        same(len(instance.History(1)), 1)
        same(len(instance.History(-5)), len(instance.History(0)))
        self.published()
        self.deleted()

    def published(self):
        instance = self.instance
        same(instance.Formats, ["deb"])
        same(instance.Distributions("deb"), [self.distribution])
        same(instance.Derivatives("deb", self.distribution), ["main"])
        artifacts = [checked(record, ARTIFACT) for record in instance.Artifacts(*self.place)]
        kinds = {(artifact["name"], artifact["architecture"]) for artifact in artifacts}
        require({("greeting", "src"), ("greeting", "x86_64")} <= kinds, kinds)
        for artifact in artifacts:
            same(artifact["size"] == 0, artifact["architecture"] == "src")
        binaries = [checked(record, ARTIFACT) for record in instance.ArtifactBinaries(*self.place, "greeting")]
        require("greeting" in [binary["name"] for binary in binaries], binaries)
        require("src" not in [binary["architecture"] for binary in binaries], binaries)
        source = checked(instance.ArtifactSource(*self.place, "greeting"), ARTIFACT)
        same((source["name"], source["architecture"]), ("greeting", "src"))
        for architecture in ("src", "x86_64"):
            entries = instance.Changelog(*self.place, architecture, "greeting")
            entry = checked(entries[0], CHANGELOG)
            same(entry["author"], "Ada Tester <ada@fatbuildr.invalid>")
            same(entry["changes"][0], "Try it again")
            require(abs(entry["date"] - time.time()) < 3600, entry)
        content = [checked(record, MEMBER) for record in instance.ArtifactContent(*self.place, "x86_64", "greeting")]
        types = {member["path"].lstrip("."): member["type"] for member in content}
        same(types.get("/usr/bin/greeting"), "f")
        require(any(member["type"] == "d" for member in content), content)
        self.unpublished()

    def unpublished(self):
        instance = self.instance
        here = self.place
        fails(RegistryError, ".*xyz.*", instance.Distributions, "xyz")
        fails(RegistryError, ".*el9.*", instance.Derivatives, "deb", "el9")
        fails(RegistryError, ".*next.*", instance.Artifacts, "deb", self.distribution, "next")
        fails(RegistryError, ".*none.*", instance.ArtifactBinaries, *here, "none")
        fails(RegistryError, ".*none.*", instance.ArtifactSource, *here, "none")
        fails(RegistryError, ".+", instance.Changelog, *here, "m68k", "greeting")
        fails(RegistryError, ".*none.*", instance.ArtifactContent, *here, "x86_64", "none")

    def deleted(self):
        instance = self.instance
        artifact = {
            key: get_variant(kind, value)
            for (key, kind), value in zip(ARTIFACT.items(), ("none", "x86_64", "1.0", -1))
        }
        fails(RegistryError, ".*none.*", instance.ArtifactDelete, *self.place, artifact)
        for record in instance.Artifacts(*self.place):
            task = instance.succeeds(instance.ArtifactDelete(*self.place, record))
            same(task["artifact"], {key: get_native(value) for key, value in record.items()})
        same(self.artifacts(), [])

    def artifacts(self):
        try:
            return list(self.instance.Artifacts(*self.place))
        except RegistryError:
            return []

    def maintenance(self):
        instance = self.instance
        renewal = instance.KeyringRenew("1y")
        same(instance.succeeds(renewal)["duration"], "1y")
        require(get_native(instance.Keyring["expires"]) != "never")
        instance.breaks(instance.KeyringCreate())
        same(instance.breaks(instance.ImageCreate("deb", False))["force"], False)
        instance.breaks(instance.ImageEnvironmentCreate("deb", self.distribution, "x86_64"))
        instance.succeeds(instance.HistoryPurge())

    def failing(self):
        """The example, made to fail."""
        directory = tempfile.mkdtemp()
        definition = directory + "/greeting"
        shutil.copytree(self.examples + "/artifacts/greeting", definition)
        with open(definition + "/deb/rules", "a") as rules:
            rules.write("\noverride_dh_auto_build:\n\techo what went wrong; exit 3\n")
        return definition

    def interactive(self):
        """The shell of a build that fails, shared by two clients, with a third one that leaves at once."""
        instance = self.instance
        identifier = self.build("Fail", interactive=True, definition=self.failing())
        task = instance.started(identifier)
        same(task["io"]["interactive"], True)
        first = Console(task["io"]["console"])
        first.until("what went wrong")
        first.until(r"# $")
        Console(task["io"]["console"]).socket.close()
        cut = Console(task["io"]["console"])
        cut.socket.sendall(struct.pack("<HHI", BYTES, 0, 100) + b"cut in the middle")
        cut.socket.close()
        self.leave_anywhere(task["io"]["console"])
        first.sized(40, 132)
        second = Console(task["io"]["console"])
        second.until("40 132")
        second.size(30, 99)
        second.type("stty size; tty; id -u\r")
        second.until("^30 99\r\n/dev/.*\r\n0\r")
        first.until("^30 99\r\n/dev/.*\r\n0\r")
        second.type("sh -c 'echo early-$((40 + 2)); exec sleep 1000'\r")
        first.until("^early-42\r")
        first.type("\x03")
        first.until(r"# $")
        first.type("printf '\\377\\0\\1' | od -An -tx1\r")
        second.until("^ ff 00 01\r")
        first.type("exit\r")
        ends = [first.until_end(), second.until_end()]
        same(ends, ["20:Task failed"] * 2)
        finished = instance.finished(identifier)
        same(finished["result"], "failed")
        with open(finished["io"]["journal"]["path"], "rb") as journal:
            content = journal.read()
        require(first.raw == content and second.raw == content, "journal and sockets differ")
        self.framed(first.seen)

    def leave_anywhere(self, path):
        """Clients that go after any number of bytes read and written harm nobody; they type what the shell ignores."""
        typed = struct.pack("<HHI", WINCH, 0, 4) + struct.pack("<HH", 24, 80)
        typed += struct.pack("<HHI", BYTES, 0, 1) + b"\x15" + struct.pack("<HHI", 99, 0, 3) + b"???"
        choice = random.Random(7)
        for _ in range(100):
            client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            client.connect(path)
            if choice.random() < 0.5:
                client.recv(choice.randrange(1, 4096))
            client.sendall(typed[: choice.randrange(len(typed) + 1)])
            if choice.random() < 0.5:
                client.shutdown(choice.choice((socket.SHUT_RD, socket.SHUT_WR, socket.SHUT_RDWR)))
            client.close()

    def framed(self, messages):
        """Raw mode is around each command, with nothing logged in it, and the reason comes before the end."""
        raw = False
        for command, payload in messages:
            if command == RAW_ENABLE:
                require(not raw, "raw mode is enabled twice")
                raw = True
            elif command == RAW_DISABLE:
                require(raw, "raw mode is disabled twice")
                raw = False
            else:
                require(command == BYTES or not raw, "logged in raw mode", payload)
            require(command != BYTES or 1 <= len(payload) <= 2048, "piece of", len(payload))
        require(not raw, "raw mode stays")
        errors = [payload for command, payload in messages if command == LOG and payload.startswith(b"40:")]
        require(errors, "no reason is logged")

    def shells(self):
        instance = self.instance
        words = ["sh", "-c", "echo two words; stty size; exit 3"]
        environment = ("deb", self.distribution, "x86_64")
        same(instance.breaks(instance.ImageEnvironmentShell(*environment, "xterm", words))["command"], words)
        task = instance.succeeds(instance.ImageShell("deb", "dumb", ["true"]))
        same((task["term"], task["command"]), ("dumb", ["true"]))
        identifier = instance.ImageEnvironmentShell(*environment, "xterm", [])
        console = Console(instance.started(identifier)["io"]["console"])
        console.until(r"# $")
        console.type("echo $TERM; exit 4\r")
        console.until("^xterm\r")
        console.until_end()
        require(instance.finished(identifier)["io"]["interactive"], "the history forgets that it was interactive")


def main():
    chapter, *rest = sys.argv[1:]
    getattr(Chapters(*rest), chapter)()
    print(chapter, "as specified")


main()
