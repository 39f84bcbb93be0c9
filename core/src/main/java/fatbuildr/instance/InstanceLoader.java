package fatbuildr.instance;

import fatbuildr.error.FatbuildrException;
import fatbuildr.yaml.YamlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the directory of instance definitions. A bad file is left out and never stops the others. */
public final class InstanceLoader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    private final String hostArchitecture;
    private final List<String> enabledFormats;

    /** @param enabledFormats the formats of the configuration; instances may have others, which are left out */
    public InstanceLoader(String hostArchitecture, List<String> enabledFormats) {
        this.hostArchitecture = Architectures.canonical(hostArchitecture);
        this.enabledFormats = List.copyOf(enabledFormats);
    }

    public LoadedInstances load(Path directory) {
        List<InstanceDefinition> definitions = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        try {
            files(directory, warnings).forEach((id, file) -> {
                try {
                    definitions.add(definition(id, file, warnings));
                } catch (FatbuildrException wrong) {
                    errors.add(String.valueOf(wrong.getMessage()));
                }
            });
        } catch (IOException failure) {
            errors.add(directory + ": the directory of instance definitions cannot be read: " + failure);
        }
        if (definitions.isEmpty() && errors.isEmpty()) {
            warnings.add(directory + ": no instance is defined: put a file ID.yml there");
        }
        return new LoadedInstances(definitions, errors, warnings);
    }

    /** Id to file, in the order of ids. */
    private static Map<String, Path> files(Path directory, List<String> warnings) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path file : entries.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(".") || !(name.endsWith(".yml") || name.endsWith(".yaml"))) {
                    continue;
                }
                String id = name.substring(0, name.lastIndexOf('.'));
                Path other = files.put(id, file);
                if (other != null) {
                    warnings.add(other + ": ignored, since " + file + " defines the same instance");
                }
            }
        }
        return files;
    }

    private InstanceDefinition definition(String id, Path file, List<String> warnings) {
        if (!ID.matcher(id).matches()) {
            throw FatbuildrException.invalid(file + ": " + id
                    + " is no id of an instance: only letters and digits of ASCII and _ . - are allowed");
        }
        if (id.equals("all")) {
            warnings.add(file + ": an instance named all cannot be served alone by the web application");
        }
        return new DefinitionReader(id, hostArchitecture, enabledFormats, warnings)
                .read(YamlParser.read(file).mapping());
    }
}
