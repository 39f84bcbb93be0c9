package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.error.FatbuildrException;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRoutesTest {
    @AutoClose
    private final TestServer server = TestServer.start();

    @Test
    void versionIsPlainTextWithoutNewline() {
        RawHttp.Reply reply = server.get("/version");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(reply.body()).isEqualTo("Fatbuildr v3.0.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/instances.json|[{'id':'lab','name':'Lab <packages>','userid':'Lab Bot <bot@lab.example>'}]",
                "/lab/instance.json|{'id':'lab','name':'Lab <packages>','userid':'Lab Bot <bot@lab.example>'}",
                "/lab/pipelines/architectures.json|['x86_64','aarch64']",
                "/lab/pipelines/formats.json?distribution=nowhere|{}",
                "/lab/pipelines/formats.json?environment=trixie|{'deb':[{'derivatives':['main','extra'],'distribution':'trixie','environment':'trixie'}]}",
                "/lab/pipelines/formats.json?format=osi&derivative=|{'osi':[{'derivatives':['main'],'distribution':'vm','environment':null}]}",
                "/lab/pipelines/formats.json?format=rpm&derivative=extra|{}",
                "/lab/pipelines/formats.json?derivative=extra&distribution=bookworm|{'deb':[{'derivatives':['main','extra'],'distribution':'bookworm','environment':'bookworm'}]}",
                "/lab/registry.json|['deb']",
                "/lab/registry/deb.json|['trixie']",
                "/lab/registry/deb/trixie.json|['main']",
                "/lab/registry/deb/trixie/main.json|[{'architecture':'src','name':'acme','size':0,'version':'3.1-2.deb13'},{'architecture':'x86_64','name':'g++','size':5000000000,'version':'1:3.1~rc1-2.deb13'}]",
                "/lab/registry/deb/trixie/main/x86_64/g++.json|{'artifact':'g++','changelog':[],'content':[],'source':{'architecture':'src','name':'acme','size':0,'version':'3.1-2.deb13'}}",
                "/lab/registry/deb/trixie/main/x86_64/g%2B%2B.json|{'artifact':'g++','changelog':[],'content':[],'source':{'architecture':'src','name':'acme','size':0,'version':'3.1-2.deb13'}}",
                "/lab/search.json?artifact=g%2B|{'deb':{'trixie':{'main':[{'architecture':'x86_64','name':'g++','size':5000000000,'version':'1:3.1~rc1-2.deb13'}]}}}",
                "/lab/search.json?artifact=G|{}",
                "/lab/running.json|null",
                "/lab/queue.json|[]",
                "/lab/tasks.json|[]",
                "/lab/history.json|[]",
                "/lab/images.json|[{'environments':[{'architecture':'x86_64','exists':false,'name':'trixie'}],'exists':true,'format':'deb'}]",
            })
    void answersAreCompactSortedJsonWithOneNewline(String path, String body) {
        RawHttp.Reply reply = server.get(path);

        assertThat(reply.body()).isEqualTo(body.replace('\'', '"') + "\n");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).hasValue("application/json");
        assertThat(reply.header("Content-Length")).hasValue(String.valueOf(body.length() + 1));
        assertThat(reply.header("Server")).isEmpty();
        assertThat(server.send("HEAD", path, "").header("Content-Length")).isEqualTo(reply.header("Content-Length"));
    }

    @Test
    void debuggingIndentsByTwoSpaces() {
        try (TestServer debugging = TestServer.startConfigured("[web]\ndebug = yes\n")) {
            assertThat(debugging.get("/lab/pipelines/architectures.json").body())
                    .isEqualTo("[\n  \"x86_64\",\n  \"aarch64\"\n]\n");
        }
    }

    /** What curl sends with {@code -d} alone. */
    @Test
    void jsonThatIsSentAsAFormIsToldSo() {
        String type = "Content-Type: application/x-www-form-urlencoded";
        assertThat(server.send("POST", "/lab/keyring/renewal", "{\"duration\": \"a=b&c\"}", type)
                        .body())
                .isEqualTo("{\"error\":\"the request's body is JSON, but its header calls it a form: send it with"
                        + " Content-Type: application/json\"}\n");
    }

    @Test
    void tasksAreFoundInEveryState() {
        TaskId running = server.lab.add(new TaskSpec.KeyringCreation(), TaskState.RUNNING, TaskResult.UNKNOWN);
        TaskId second = server.lab.add(new TaskSpec.HistoryPurge(), TaskState.RUNNING, TaskResult.UNKNOWN);
        TaskId waiting = server.lab.add(new TaskSpec.KeyringRenewal("2y"), TaskState.PENDING, TaskResult.UNKNOWN);
        TaskId done = server.lab.add(new TaskSpec.HistoryPurge(), TaskState.FINISHED, TaskResult.FAILED);

        assertThat(server.get("/lab/running.json").body()).contains(running.toString());
        assertThat(server.get("/lab/queue.json").body()).contains(waiting.toString(), "\"state\":\"pending\"");
        assertThat(server.get("/lab/tasks.json").body())
                .containsSubsequence(running.toString(), second.toString(), waiting.toString());
        assertThat(server.get("/lab/tasks/" + done + ".json").body())
                .isEqualTo(("{'id':'ID','io':{'console':'/srv/work/ID/console.sock','interactive':false,'journal':"
                                + "{'path':'/srv/work/ID/task.journal'}},'name':'history purge','place':'/srv/work/ID',"
                                + "'result':'failed','state':'finished','submission':1893499300,'user':'alice'}\n")
                        .replace('\'', '"')
                        .replace("ID", done.toString()));
    }

    @Test
    void historyIsNewestFirstAndTenUnlessAskedOtherwise() {
        TaskId oldest = server.lab.add(new TaskSpec.HistoryPurge(), TaskState.FINISHED, TaskResult.SUCCESS);
        for (int i = 0; i < 10; i++) {
            server.lab.add(new TaskSpec.HistoryPurge(), TaskState.FINISHED, TaskResult.SUCCESS);
        }

        assertThat(server.get("/lab/history.json").body()).doesNotContain(oldest.toString());
        assertThat(server.get("/lab/history.json?limit=0").body()).contains(oldest.toString());
        assertThat(server.get("/lab/history.json?limit=2").body().split("\"place\"", -1))
                .hasSize(3);
        for (String limit : new String[] {"-1", "x", "99999999999"}) {
            RawHttp.Reply reply = server.get("/lab/history.json?limit=" + limit);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body())
                    .isEqualTo("{\"error\":\"bad request: the query parameter limit must be a number from 0 to"
                            + " 2147483647, not " + limit + "\"}\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "keyring,{},keyring creation",
        "keyring,'',keyring creation",
        "keyring/renewal,{\"duration\":\"1y\"},keyring renewal",
        "images/deb,{\"force\":true},image creation",
        "images/deb/update,{},image update",
        "images/deb/shell,{},image shell",
        "images/deb/environments/trixie/x86_64/shell,'{\"term\":\"xterm\",\"command\":[\"ls\",\"-l\"]}',image build environment shell",
        "images/deb/environments/trixie/x86_64,{\"force\":false},image build environment creation",
        "images/deb/environments/trixie/x86_64/update,{},image build environment update",
        "history/purge,{},history purge",
    })
    void tasksAreSubmittedByPost(String path, String body, String type) {
        RawHttp.Reply reply = server.send("POST", "/lab/" + path, body);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(server.lab.queue()).hasSize(1);
        assertThat(server.lab.queue().getFirst().spec().typeName()).isEqualTo(type);
        assertThat(reply.body())
                .isEqualTo("{\"task\":\"" + server.lab.queue().getFirst().id() + "\"}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "keyring,{\"force\":true}",
        "keyring,[]",
        "keyring,{",
        "keyring/renewal,{}",
        "keyring/renewal,{\"duration\":1}",
        "images/deb,{\"force\":\"yes\"}",
    })
    void malformedBodiesAreRefusedWithJson(String path, String body) {
        RawHttp.Reply reply = server.send("POST", "/lab/" + path, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).startsWith("{\"error\":");
        assertThat(server.lab.queue()).isEmpty();
    }

    @Test
    void hugeBodyIsRefused() {
        assertThat(server.send("POST", "/lab/keyring", " ".repeat(100_000)).status())
                .isEqualTo(400);
    }

    @Test
    void cancelAnswersTheTaskAndAFinishedOneIsAConflict() {
        TaskId id = server.lab.add(new TaskSpec.HistoryPurge(), TaskState.RUNNING, TaskResult.UNKNOWN);

        RawHttp.Reply first = server.send("POST", "/lab/tasks/" + id + "/cancel", "{}");
        RawHttp.Reply second = server.send("POST", "/lab/tasks/" + id + "/cancel", "{}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body()).contains("\"result\":\"failed\"", "\"state\":\"finished\"");
        assertThat(second.status()).isEqualTo(409);
        assertThat(server.lab.cancelled).containsExactly(id + " by anonymous");
    }

    @Test
    void keyringIsAnAttachmentOrMissing() {
        assertThat(server.get("/lab/keyring.asc").status()).isEqualTo(404);
        assertThat(server.get("/lab/keyring.json").body())
                .isEqualTo("{\"error\":\"No keyring available on this instance\"}\n");

        server.lab.giveKey("-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
        RawHttp.Reply reply = server.get("/lab/keyring.asc");

        assertThat(reply.header("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(reply.header("Content-Disposition")).hasValue("attachment; filename=keyring.asc");
        assertThat(reply.header("Cache-Control")).hasValue("no-cache");
        assertThat(reply.body()).isEqualTo("-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
        assertThat(server.get("/lab/keyring.json").status()).isEqualTo(200);
    }

    /** The page shows it nevertheless. */
    @Test
    void aDebBinaryWhoseSourceIsGoneIsNotDescribed() {
        server.lab.deleteSource();

        RawHttp.Reply reply = server.get("/lab/registry/deb/trixie/main/x86_64/g++.json");

        assertThat(reply.body())
                .isEqualTo("{\"error\":\"Unable to find source package associated to deb binary package g++"
                        + " in distribution trixie and derivative main\"}\n");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(server.get("/lab/registry/deb/trixie/main/x86_64/g++/").status())
                .isEqualTo(200);
    }

    @Test
    void deletionNamesOneVersionOfWhatIsPublished() {
        RawHttp.Reply reply = server.send(
                "DELETE", "/lab/registry/deb/trixie/main/x86_64/g%2B%2B.json?version=1%3A3.1~rc1-2.deb13", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(server.lab.queue().getFirst().spec())
                .isEqualTo(new TaskSpec.ArtifactDeletion("deb", "trixie", "main", MemoryInstance.BINARY));
    }

    /** peer-defect-10: the existing client sends placeholders; it must learn that nothing was deleted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deb/trixie/main/x86_64/g++.json|400|version",
                "deb/trixie/main/x86_64/g++.json?version=9|404|Version 9 of artifact g++ with architecture x86_64 not found",
                "deb/trixie/main/%7Bartifact.architecture%7D/%7Bartifact.name%7D.json?version=%7Bartifact.version%7D|404|Unable to find path of deb binary package {artifact.name} with architecture {artifact.architecture}",
                "xyz/trixie/main/x86_64/g++.json?version=1|404|Format xyz not supported by registries",
                "deb/xyz/main/x86_64/g++.json?version=1|404|Distribution xyz not found in deb registry",
                "deb/trixie/xyz/x86_64/g++.json?version=1|404|Derivative xyz not found in deb registry for distribution trixie",
            })
    void deletionOfWhatIsNotThereIsRefused_peerDefect10_peerDefect11(String path, int status, String text) {
        RawHttp.Reply reply = server.send("DELETE", "/lab/registry/" + path, "");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).startsWith("{\"error\":\"").contains(text);
        assertThat(server.lab.queue()).isEmpty();
    }

    @Test
    void internalErrorsTellNothingButAnId() {
        server.lab.fail(new IllegalStateException("secret " + server.root));

        RawHttp.Reply reply = server.get("/lab/registry.json");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).matches("\\{\"error\":\"internal error, see the server's log for [0-9a-f]{16}\"}\n");
        assertThat(server.get("/lab/registry/").header("Content-Type")).hasValue("text/html; charset=utf-8");
    }

    @Test
    void evenAnErrorOfTheMachineIsAnAnswer() {
        server.lab.fail(new StackOverflowError("secret"));

        RawHttp.Reply reply = server.get("/lab/registry.json");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).startsWith("{\"error\":\"internal error").doesNotContain("secret");
    }

    @Test
    void noErrorTellsAPathOfTheMachine() {
        server.lab.fail(FatbuildrException.external("cannot read " + server.root.resolve("registry/lab/deb")));

        RawHttp.Reply reply = server.get("/lab/registry.json");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.body()).contains("cannot read").doesNotContain(server.root.toString());
    }
}
