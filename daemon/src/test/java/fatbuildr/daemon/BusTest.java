package fatbuildr.daemon;

import static fatbuildr.testbus.PrivateBus.MEMBER;
import static fatbuildr.testbus.PrivateBus.NOBODY;
import static fatbuildr.testbus.PrivateBus.ROOT;
import static fatbuildr.testbus.PrivateBus.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.testbus.PrivateBus;
import fatbuildr.testbus.PrivateBus.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon on a real bus with a real polkit, asked by other programs (dbus-api.md). */
class BusTest {
    private static final String SERVICE_NAME = "org.rackslab.Fatbuildr";
    private static final String LAB = "/org/rackslab/Fatbuildr/Instances/lab";
    private static final String INSTANCE = SERVICE_NAME + ".Instance";

    @TempDir
    static Path root;

    private static PrivateBus bus;

    @AutoClose
    private static BusSite site;

    @BeforeAll
    static void start() throws Exception {
        site = BusSite.start(root);
        bus = site.bus;
    }

    private static Outcome call(int uid, String method, String... arguments) throws Exception {
        return at(uid, LAB, INSTANCE, method, arguments);
    }

    private static Outcome at(int uid, String path, String interfaceName, String method, String... arguments)
            throws Exception {
        List<String> words =
                new ArrayList<>(List.of("busctl", "--system", "call", SERVICE_NAME, path, interfaceName, method));
        words.addAll(List.of(arguments));
        return bus.ask(uid, words.toArray(String[]::new));
    }

    private static Outcome property(int uid, String name) throws Exception {
        return bus.ask(uid, "busctl", "--system", "get-property", SERVICE_NAME, LAB, INSTANCE, name);
    }

    private static String value(Outcome outcome) {
        assertThat(outcome.status()).as(outcome.text()).isZero();
        return outcome.text().strip();
    }

    /** Only dbus-send tells the name of an error. */
    private static String errorAt(String path, String member, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(
                List.of("dbus-send", "--system", "--print-reply", "--dest=" + SERVICE_NAME, path, member));
        words.addAll(List.of(arguments));
        Outcome outcome = bus.ask(ROOT, words.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.text()).isNotZero();
        return outcome.text().strip();
    }

    private static String error(String method, String... arguments) throws Exception {
        return errorAt(LAB, INSTANCE + "." + method, arguments);
    }

    private static String read(String property) throws Exception {
        return errorAt(LAB, "org.freedesktop.DBus.Properties.Get", "string:" + INSTANCE, "string:" + property);
    }

    @Test
    void theServiceLeadsToInstances() throws Exception {
        String path = "/org/rackslab/Fatbuildr";
        assertThat(value(at(NOBODY, path, SERVICE_NAME, "GetInstance", "s", "lab")))
                .isEqualTo("o \"" + LAB + "\"");
        assertThat(value(at(ROOT, path, SERVICE_NAME, "GetInstance", "s", "pre-prod")))
                .isEqualTo("o \"/org/rackslab/Fatbuildr/Instances/pre_2dprod\"");
        assertThat(value(at(
                        ROOT,
                        "/org/rackslab/Fatbuildr/Instances/pre_2dprod",
                        INSTANCE,
                        "PipelinesDistributionFormat",
                        "s",
                        "trixie")))
                .isEqualTo("s \"deb\"");
        assertThat(value(bus.ask(
                        ROOT, "busctl", "--system", "get-property", SERVICE_NAME, path, SERVICE_NAME, "Instances")))
                .startsWith("aa{sv} 2 3 \"id\" s \"lab\" \"name\" s \"Lab packages\" \"userid\" s"
                        + " \"Lab Bot <bot@lab.example>\" 3 \"id\" s \"pre-prod\"");
        assertThat(errorAt(path, SERVICE_NAME + ".GetInstance", "string:none"))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorUnknownInstance:");
    }

    @Test
    void pipelinesAreTold() throws Exception {
        assertThat(value(property(MEMBER, "Instance"))).contains("\"id\" s \"lab\"");
        assertThat(value(property(MEMBER, "PipelinesFormats"))).isEqualTo("as 1 \"deb\"");
        assertThat(value(property(MEMBER, "PipelinesArchitectures"))).startsWith("as 1 \"");
        assertThat(value(call(MEMBER, "PipelinesFormatDistributions", "s", "deb")))
                .isEqualTo("as 2 \"trixie\" \"sid\"");
        assertThat(value(call(MEMBER, "PipelinesDistributionEnvironment", "s", "sid")))
                .isEqualTo("s \"sid\"");
        assertThat(value(call(MEMBER, "PipelinesDistributionEnvironment", "s", "el9")))
                .isEqualTo("s \"none\"");
        assertThat(value(call(MEMBER, "PipelinesDistributionDerivatives", "s", "sid")))
                .isEqualTo("as 2 \"main\" \"next\"");
        assertThat(value(call(MEMBER, "PipelinesDerivativeFormats", "s", "next")))
                .isEqualTo("as 1 \"deb\"");
        assertThat(error("PipelinesDistributionFormat", "string:el9"))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorPipeline: Unable to find format corresponding to"
                        + " distribution el9");
        assertThat(error("PipelinesDerivativeFormats", "string:x"))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorPipeline: Derivative x is not supported");
        assertThat(error("PipelinesFormatDistributions", "string:rpm"))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorPipeline: Format rpm is not supported");
    }

    /** peer-defect-28: no generic error names, and a message wherever one is specified. */
    @Test
    void anEmptyRegistryIsNoError_peerDefect28() throws Exception {
        assertThat(value(property(MEMBER, "Formats"))).isEqualTo("as 0");
        assertThat(value(call(MEMBER, "Distributions", "s", "rpm"))).isEqualTo("as 0");
        assertThat(error("Distributions", "string:xyz"))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorRegistry: Format xyz not supported by registries");
        assertThat(error("Derivatives", "string:deb", "string:sid"))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorRegistry: Distribution sid not found in deb registry");
        String[] place = {"string:osi", "string:sid", "string:main", "string:x"};
        assertThat(error("ArtifactSource", place)).startsWith("Error org.rackslab.Fatbuildr.ErrorRegistry: ");
        assertThat(error("ArtifactBinaries", place)).startsWith("Error org.rackslab.Fatbuildr.ErrorRegistry: ");
    }

    /** peer-defect-16: properties are guarded like methods. */
    @Test
    void propertiesNeedPermission_peerDefect16() throws Exception {
        for (String name : List.of(
                "Instance",
                "PipelinesFormats",
                "PipelinesArchitectures",
                "Queue",
                "Running",
                "Formats",
                "Keyring",
                "KeyringExport")) {
            assertThat(property(NOBODY, name).text()).as(name).contains("not authorized to user nobody(65534)");
        }
        assertThat(bus.ask(
                                NOBODY,
                                "dbus-send",
                                "--system",
                                "--print-reply",
                                "--dest=" + SERVICE_NAME,
                                LAB,
                                "org.freedesktop.DBus.Properties.Get",
                                "string:" + INSTANCE,
                                "string:Keyring")
                        .text()
                        .strip())
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorNotAuthorized: action view keyring not authorized to"
                        + " user nobody(65534)");
        assertThat(bus.ask(
                                NOBODY,
                                "dbus-send",
                                "--system",
                                "--print-reply",
                                "--dest=" + SERVICE_NAME,
                                LAB,
                                "org.freedesktop.DBus.Properties.GetAll",
                                "string:" + INSTANCE)
                        .text())
                .startsWith("Error org.rackslab.Fatbuildr.ErrorNotAuthorized");
    }

    @Test
    void everyMethodNeedsItsPermission() throws Exception {
        Map<String, String> words = new HashMap<>();
        words.put("History", "view task");
        words.put("HistoryPurge", "purge history");
        words.put("KeyringCreate", "edit keyring");
        words.put("TokenGenerate", "manage token");
        for (Map.Entry<String, String> entry : words.entrySet()) {
            String[] arguments = entry.getKey().equals("History") ? new String[] {"i", "0"} : new String[0];
            assertThat(call(NOBODY, entry.getKey(), arguments).text())
                    .contains("action " + entry.getValue() + " not authorized to user nobody(65534)");
        }
        assertThat(call(NOBODY, "ImageUpdate", "s", "deb").text())
                .contains("action manage image not authorized to user nobody(65534)");
        assertThat(call(NOBODY, "Distributions", "s", "deb").text())
                .contains("action view registry not authorized to user nobody(65534)");
        assertThat(call(NOBODY, "PipelinesDistributionFormat", "s", "sid").text())
                .contains("action view pipeline not authorized to user nobody(65534)");
        assertThat(at(NOBODY, LAB, SERVICE_NAME + ".Instance3", "TaskCancel", "s", "x")
                        .text())
                .contains("action edit task not authorized to user nobody(65534)");
    }

    @Test
    void onlyTheServiceActsForOthers() throws Exception {
        String[] deletion = {
            "ssssa{sv}",
            "carol",
            "deb",
            "sid",
            "main",
            "4",
            "name",
            "s",
            "x",
            "architecture",
            "s",
            "src",
            "version",
            "s",
            "1",
            "size",
            "i",
            "0"
        };
        assertThat(call(MEMBER, "ArtifactDeleteAs", deletion).text())
                .contains("action edit registry as not authorized to user games(5)");
        assertThat(call(SERVICE, "ArtifactDeleteAs", deletion).text())
                .contains("Distribution sid not found in deb registry");
        assertThat(call(ROOT, "ArtifactDeleteAs", deletion).text())
                .contains("Distribution sid not found in deb registry");
    }

    @Test
    void imagesAreToldToThoseWhoManageThem() throws Exception {
        String[] images = {
            "busctl", "--system", "get-property", SERVICE_NAME, LAB, SERVICE_NAME + ".Instance3", "Images"
        };
        assertThat(value(bus.ask(MEMBER, images)))
                .startsWith("aa{sv} 1 3 \"format\" s \"deb\" \"exists\" b false \"environments\" aa{sv} 2 3 \"name\" s"
                        + " \"trixie\"");
        assertThat(bus.ask(NOBODY, images).text()).contains("action manage image not authorized");
    }

    /** peer-defect-28: all properties at once, idle or not. */
    @Test
    void allPropertiesCanBeRead_peerDefect28() throws Exception {
        Outcome all = at(MEMBER, LAB, "org.freedesktop.DBus.Properties", "GetAll", "s", INSTANCE);
        assertThat(value(all))
                .startsWith("a{sv} 5 ")
                .contains("\"Queue\" aa{sv} 0", "\"Formats\" as 0")
                .doesNotContain("Running", "Keyring");
        assertThat(value(bus.ask(MEMBER, "busctl", "--system", "introspect", SERVICE_NAME, LAB)))
                .contains(".BuildAs", "sssasssssssaa{sv}b", ".KeyringExport");
        assertThat(read("Running")).isEqualTo("Error org.rackslab.Fatbuildr.ErrorNoRunningTask:");
        assertThat(read("Keyring")).isEqualTo("Error org.rackslab.Fatbuildr.ErrorNoKeyring:");
        assertThat(read("KeyringExport")).isEqualTo("Error org.rackslab.Fatbuildr.ErrorNoKeyring:");
        assertThat(errorAt(
                        LAB,
                        "org.freedesktop.DBus.Properties.Set",
                        "string:" + INSTANCE,
                        "string:Queue",
                        "variant:string:x"))
                .startsWith("Error org.freedesktop.DBus.Error.InvalidArgs");
    }

    @Test
    void theTreeCanBeWalked() throws Exception {
        assertThat(value(bus.ask(NOBODY, "busctl", "--system", "tree", "--list", SERVICE_NAME)))
                .contains("/org/rackslab/Fatbuildr\n", LAB, "/org/rackslab/Fatbuildr/Instances/pre_2dprod");
    }

    @Test
    void wrongArgumentsAreRefused() throws Exception {
        assertThat(error("History", "string:x"))
                .isEqualTo("Error org.freedesktop.DBus.Error.InvalidArgs: History takes arguments of the types \"i\","
                        + " not \"s\"");
        assertThat(error("Nonsense")).startsWith("Error org.freedesktop.DBus.Error.UnknownMethod");
        assertThat(errorAt(LAB, "a.b.C")).startsWith("Error org.freedesktop.DBus.Error.UnknownInterface");
        assertThat(errorAt("/org/rackslab/Other", INSTANCE + ".HistoryPurge"))
                .startsWith("Error org.freedesktop.DBus.Error.UnknownObject");
        assertThat(call(ROOT, "ArtifactDelete", "sssa{sv}", "deb", "sid", "main", "1", "name", "s", "x")
                        .text())
                .contains("artifact: key architecture is missing");
        assertThat(call(
                                ROOT,
                                "ArtifactDelete",
                                "sssa{sv}",
                                "deb",
                                "sid",
                                "main",
                                "4",
                                "name",
                                "i",
                                "1",
                                "architecture",
                                "s",
                                "src",
                                "version",
                                "s",
                                "1",
                                "size",
                                "i",
                                "0")
                        .text())
                .contains("artifact: key name must have the type s, not i");
        assertThat(error("KeyringRenew", "string:soon"))
                .startsWith("Error org.freedesktop.DBus.Error.InvalidArgs: keyring duration \"soon\"");
        assertThat(error("ImageUpdate", "string:rpm"))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorPipeline: Format rpm is not supported");
    }

    /** Whatever a caller puts into variants, it gets an error with a name and a reason, and the daemon goes on. */
    @Test
    void malformedVariantsAreRefused() throws Exception {
        String script = """
                import dbus
                lab = dbus.SystemBus().get_object('org.rackslab.Fatbuildr', '/org/rackslab/Fatbuildr/Instances/lab')
                call = dbus.Interface(lab, 'org.rackslab.Fatbuildr.Instance')
                deep = dbus.String('x', variant_level=1)
                for level in range(2, 40):
                    deep = dbus.String('x', variant_level=level)
                def record(**fields):
                    return dbus.Dictionary(fields, signature='sv')
                right = dict(id='s', path='/run/x/s-1.tar.xz')
                def build(archives):
                    return lambda: call.Build('deb', 'sid', ['x86_64'], 'main', 'acme', 'A', 'a@b.example', 'm',
                        '/none/d.tar.xz', dbus.Array(archives, signature='a{sv}'), False)
                def delete(**fields):
                    return lambda: call.ArtifactDelete('deb', 'sid', 'main', record(**fields))
                artifact = dict(name='x', architecture='src', version='1', size=dbus.Int32(0))
                cases = [build([record()]), build([record(id='s')]), build([record(path='/x')]),
                    build([record(id=dbus.Int32(1), path='/x')]), build([record(**right), record(**right)]),
                    build([record(id=deep, path='/x')]), build([record(id=[deep], path={'a': deep})]),
                    build([record(id='∅', path='/x')]), build([record(id=b'raw', path=dbus.ByteArray(b'x'))]),
                    build([record(id=dbus.Struct(('a', 1)), path=dbus.Double(1.5))]),
                    delete(), delete(**dict(artifact, size=dbus.UInt32(1))), delete(**dict(artifact, size='1')),
                    delete(**dict(artifact, version=dbus.Array([], signature='s'))),
                    delete(**dict(artifact, name='∅')), delete(**dict(artifact, version=deep)),
                    delete(**dict(artifact, name=dbus.ObjectPath('/a'), size=dbus.Int64(1))),
                    lambda: call.Running()]
                for case in cases:
                    try:
                        print('answered', case())
                    except dbus.DBusException as error:
                        print(error.get_dbus_name(), '-', error.get_dbus_message())
                """;
        List<String> answers =
                value(bus.ask(ROOT, "/usr/bin/python3", "-c", script)).lines().toList();
        assertThat(answers).hasSize(18).allMatch(line -> line.matches("org\\.\\S+ - .+"));
        assertThat(answers).noneMatch(line -> line.contains("internal error"));
        assertThat(value(property(ROOT, "Queue"))).isEqualTo("aa{sv} 0");
    }

    @Test
    void aTokenNamesTheCaller() throws Exception {
        String token = value(call(MEMBER, "TokenGenerate")).replaceAll("^s \"|\"$", "");
        String claims = new String(
                java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(claims).contains("\"sub\":\"games\"");
    }

    /** A client that reads introspection first, and types its arguments after it. */
    @Test
    void aClientLibraryUnderstandsTheInterface() throws Exception {
        String script = """
                import dbus
                bus = dbus.SystemBus()
                service = dbus.Interface(bus.get_object('org.rackslab.Fatbuildr', '/org/rackslab/Fatbuildr'),
                    'org.rackslab.Fatbuildr')
                lab = bus.get_object('org.rackslab.Fatbuildr', service.GetInstance('lab'))
                methods = dbus.Interface(lab, 'org.rackslab.Fatbuildr.Instance')
                task = methods.HistoryPurge()
                history = []
                while str(task) not in [str(item['id']) for item in history]:
                    history = methods.History(0)
                item = [one for one in history if str(one['id']) == str(task)][0]
                for key in sorted(item):
                    print(key, type(item[key]).__name__)
                print(item['user'], item['state'], item['result'], item['io']['interactive'])
                """;
        assertThat(value(bus.ask(MEMBER, "/usr/bin/python3", "-c", script))).isEqualTo("""
                id String
                io Dictionary
                name String
                place String
                result String
                state String
                submission Int32
                user String
                games finished success 0""");
    }

    @Test
    void manyClientsAreAnsweredAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                calls.add(() -> property(ROOT, "Queue"));
            }
            for (Future<Outcome> answer : threads.invokeAll(calls)) {
                assertThat(value(answer.get())).isEqualTo("aa{sv} 0");
            }
        }
    }

    @Test
    void aCallerThatLeavesHarmsNobody() throws Exception {
        for (int i = 0; i < 20; i++) {
            Process caller = bus.begin(
                    ROOT,
                    "dbus-send",
                    "--system",
                    "--dest=" + SERVICE_NAME,
                    "--type=method_call",
                    LAB,
                    INSTANCE + ".History",
                    "int32:0");
            caller.waitFor();
        }
        assertThat(value(property(ROOT, "Queue"))).isEqualTo("aa{sv} 0");
    }

    @Test
    void introspectionIsAsSpecified() throws Exception {
        String script = """
                import dbus, sys, xml.etree.ElementTree as tree
                path = sys.argv[1]
                text = dbus.Interface(dbus.SystemBus().get_object('org.rackslab.Fatbuildr', path, introspect=False),
                    'org.freedesktop.DBus.Introspectable').Introspect()
                for interface in tree.fromstring(text).findall('interface'):
                    for member in interface:
                        arguments = lambda way: ' '.join(a.get('type') for a in member.findall('arg')
                            if a.get('direction') == way)
                        print(interface.get('name'), member.tag, member.get('name'),
                            member.get('type') or '(' + arguments('in') + ') (' + arguments('out') + ')')
                """;
        assertThat(value(bus.ask(NOBODY, "/usr/bin/python3", "-c", script, LAB))
                        .lines()
                        .sorted())
                .containsExactlyElementsOf(expected("instance-introspection.txt"));
        assertThat(value(bus.ask(NOBODY, "/usr/bin/python3", "-c", script, "/org/rackslab/Fatbuildr"))
                        .lines()
                        .sorted())
                .containsExactlyElementsOf(expected("service-introspection.txt"));
    }

    private static List<String> expected(String file) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/fatbuildr/daemon").resolve(file)).stream()
                .sorted()
                .toList();
    }
}
