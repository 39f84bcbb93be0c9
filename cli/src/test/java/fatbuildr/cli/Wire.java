package fatbuildr.cli;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.MessageEncoder;
import java.io.ByteArrayOutputStream;

/** Answers in the shapes a real server gives (http-api.md section 8). */
final class Wire {
    static final String BUILD = "0d4a1e9e-6b0e-4cda-8a1c-3a5f2f1c7b10";
    static final String OTHER = "5a0d7f5c-0f5e-4f0a-9c58-2d3f4b1e9a77";
    static final String WORKSPACES = "/var/lib/fatbuildr/workspaces/lab/";
    static final String SUBMITTED = "{\"task\":\"" + BUILD + "\"}";
    static final String SUBMITTED_OTHER = "{\"task\":\"" + OTHER + "\"}";

    private Wire() {}

    /** @param specific keys of the type, each ended by a comma */
    static String task(String id, String name, String state, String result, String specific) {
        return "{" + specific + "\"id\":\"" + id + "\",\"io\":{\"console\":\"" + WORKSPACES + id
                + "/console.sock\",\"interactive\":false,\"journal\":{\"path\":\"" + WORKSPACES + id
                + "/task.journal\"}},\"name\":\"" + name + "\",\"place\":\"" + WORKSPACES + id + "\",\"result\":\""
                + result + "\",\"state\":\"" + state + "\",\"submission\":1893499300,\"user\":\"alice\"}";
    }

    static String update(String id, String state, String result) {
        return task(id, "image update", state, result, "\"format\":\"deb\",");
    }

    /** A server on which that task runs and ends so. */
    static StubServer following(StubServer server, String id, boolean success) {
        return server.json("GET /lab/tasks/" + id + ".json", update(id, "running", "unknown"))
                .bytes("GET /lab/watch/" + id + ".journal", journal(success));
    }

    static byte[] journal(boolean success) {
        return messages(
                new ConsoleMessage.Log(LogLevel.INFO, "Starting"),
                ConsoleMessage.Bytes.of("ab\n"),
                new ConsoleMessage.Log(LogLevel.DEBUG, "detail"),
                new ConsoleMessage.Log(LogLevel.INFO, success ? "Task succeeded" : "Task failed"));
    }

    static byte[] messages(ConsoleMessage... messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ConsoleMessage message : messages) {
            out.writeBytes(MessageEncoder.encode(message));
        }
        return out.toByteArray();
    }
}
