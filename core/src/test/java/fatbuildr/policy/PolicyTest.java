package fatbuildr.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyTest {
    private static final Set<String> KNOWN = Set.of(
            "view-pipeline",
            "view-registry",
            "view-task",
            "view-keyring",
            "view-metrics",
            "build",
            "edit-registry",
            "edit-task",
            "purge-history",
            "edit-keyring",
            "manage-image",
            "manage-token");
    private static final Groups NOBODY = (group, user) -> false;
    private static final Groups ALICE_IN_PKGTEAM = (group, user) -> group.equals("pkgteam") && user.equals("alice");

    @TempDir
    Path directory;

    private static Policy read(String text) {
        return PolicyReader.read("policy.acl", text, KNOWN);
    }

    /** The sample of http-api.md section 5.1; peer-defect-19: inclusion of a role works. */
    @Test
    void theDocumentedSample_peerDefect19() {
        Policy policy = read("""
                [roles]
                anonymous
                packagers=alice,@pkgteam
                release=bob

                [anonymous]
                actions=view-pipeline,view-registry

                [packagers]
                actions=build,view-task

                [release]
                actions=@packagers,edit-registry,view-keyring
                """);

        assertThat(policy.warnings()).isEmpty();
        assertThat(policy.allowsAnonymous("view-registry")).isTrue();
        assertThat(policy.allowsAnonymous("build")).isFalse();
        assertThat(policy.allows("alice", "build", NOBODY)).isTrue();
        assertThat(policy.allows("alice", "edit-registry", NOBODY)).isFalse();
        assertThat(policy.allows("bob", "build", NOBODY)).isTrue();
        assertThat(policy.allows("bob", "edit-registry", NOBODY)).isTrue();
        assertThat(policy.allows("carol", "view-pipeline", NOBODY)).isTrue();
        assertThat(policy.allows("carol", "build", NOBODY)).isFalse();
    }

    @Test
    void groupsCountAsTheSystemSays() {
        Policy policy = read("[roles]\nteam = @pkgteam\n[team]\nactions = build\n");

        assertThat(policy.allows("alice", "build", ALICE_IN_PKGTEAM)).isTrue();
        assertThat(policy.allows("bob", "build", ALICE_IN_PKGTEAM)).isFalse();
        assertThat(policy.allows("alice", "build", NOBODY)).isFalse();
        assertThat(policy.allowsAnonymous("build")).isFalse();
    }

    @Test
    void theSyntaxIsThatOfIniFiles() {
        Policy policy = read("""
                ; comment
                # comment
                [roles]
                anonymous:
                Ops: alice , @pkgteam,
                    bob
                [anonymous]
                actions
                [ops]
                actions: build , view-task ,
                """);

        assertThat(policy.warnings()).isEmpty();
        assertThat(policy.allows("bob", "view-task", NOBODY)).isTrue();
        assertThat(policy.allows("alice", "build", NOBODY)).isTrue();
        assertThat(policy.allowsAnonymous("view-task")).isFalse();
    }

    @Test
    void inclusionsReachAnyDepthAndMayMeetAgain() {
        Policy policy = read("""
                [roles]
                a=alice
                b=
                c=
                d=
                [a]
                actions=@b,@c
                [b]
                actions=@d
                [c]
                actions=@D, build
                [d]
                actions=view-task
                """);

        assertThat(policy.allows("alice", "view-task", NOBODY)).isTrue();
        assertThat(policy.allows("alice", "build", NOBODY)).isTrue();
        assertThat(policy.allows("bob", "view-task", NOBODY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[x]\\nactions=build|policy.acl:1: the section [roles] is missing",
                "|policy.acl:1: the section [roles] is missing",
                "actions=build|policy.acl:1: text before the first section: actions=build",
                "[roles]\\nops=alice|policy.acl:2: [roles] ops: the role has no section [ops]",
                "[roles]\\nOps=alice\\n[Ops]\\nactions=build|policy.acl:2: [roles] ops: the role has no section [ops]; [Ops] is another, since names in [roles] are read in lower case",
                "[roles]\\nops=alice\\n[ops]\\n|policy.acl:2: [roles] ops: the section [ops] has no actions",
                "[roles]\\nops=alice\\n[ops]\\nactions=@nobody|policy.acl:4: [ops] actions: the role @nobody is not declared in [roles]",
                "[roles]\\nops=alice\\n[ops]\\nactions=@ops|policy.acl:4: [ops] actions: roles include each other in a circle: ops, ops",
                "[roles]\\na\\nb\\nc\\n[a]\\nactions=@b\\n[b]\\nactions=@c\\n[c]\\nactions=@b|policy.acl:10: [c] actions: roles include each other in a circle: b, c, b",
                "[roles]\\nops=alice\\nops=bob|policy.acl:3: [roles] ops is given twice in this file",
                "[roles]\\nops=alice bob\\n[ops]\\nactions=build|policy.acl:2: [roles] ops: alice bob is neither a user nor an @group; members are separated by commas",
                "[roles]\\nops=@\\n[ops]\\nactions=build|policy.acl:2: [roles] ops: @ is neither a user nor an @group; members are separated by commas",
                "[roles]\\nops=alice\\n[ops\\nactions=build|policy.acl:3: [roles] neither a section nor \"name = value\": [ops",
                "[roles]\\nroles=alice|policy.acl:2: [roles] roles: a role cannot have this name",
            })
    void mistakesAreToldInOneLineWithTheirPlace(String text, String message) {
        String policy = text == null ? "" : text.replace("\\n", "\n");

        assertThatThrownBy(() -> read(policy))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage(message);
    }

    @Test
    void whatHasNoEffectIsWarnedOf() {
        Policy policy = read("""
                [roles]
                anonymous=alice
                ops=bob
                [anonymous]
                actions=veiw-task
                action=build
                [ops]
                actions=build
                [Ops]
                actions=view-task
                """);

        assertThat(policy.warnings()).hasSize(4);
        assertThat(policy.warnings())
                .anyMatch(line -> line.contains("policy.acl:5: [anonymous] unknown action veiw-task"));
        assertThat(policy.warnings()).anyMatch(line -> line.contains("policy.acl:6: [anonymous] unknown key action"));
        assertThat(policy.warnings()).anyMatch(line -> line.contains("section [Ops] is of no role"));
        assertThat(policy.warnings()).anyMatch(line -> line.contains("policy.acl:2: [roles] anonymous"));
    }

    @Test
    void theSitesFileReplacesTheVendorsEntirely() throws IOException {
        Path vendor =
                Files.writeString(directory.resolve("vendor"), "[roles]\nanonymous\n[anonymous]\nactions=build\n");
        Path site = directory.resolve("site");
        assertThat(PolicyLoader.load(vendor, site, KNOWN).allowsAnonymous("build"))
                .isTrue();

        Files.writeString(site, "[roles]\nops=alice\n[ops]\nactions=view-task\n");

        Policy policy = PolicyLoader.load(vendor, site, KNOWN);
        assertThat(policy.allowsAnonymous("build")).isFalse();
        assertThat(policy.allows("alice", "view-task", NOBODY)).isTrue();
    }

    @Test
    void aFileThatIsNoTextIsTold() throws IOException {
        Path site = Files.write(directory.resolve("site"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> PolicyLoader.load(site, site, KNOWN))
                .hasMessage("Access policy " + site + ": the file is not UTF-8 text");
        assertThatThrownBy(() -> PolicyLoader.load(directory, directory, KNOWN))
                .hasMessageStartingWith("Access policy " + directory + " cannot be read");
    }

    /** Nobody may do what an administrator believes to have forbidden, because of a file that is not found. */
    @Test
    void withoutAnyFileThereIsNoPolicy() {
        Path vendor = directory.resolve("vendor");

        assertThatThrownBy(() -> PolicyLoader.load(vendor, directory.resolve("site"), KNOWN))
                .hasMessage("Access policy " + vendor
                        + " is missing: install it, or name the right one as [web] vendor_policy");
    }

    /** http-api.md section 5.1, the table of the vendor policy; our further actions are root's. */
    @Test
    void theShippedPolicy() {
        Policy policy =
                PolicyLoader.load(Path.of("../dist/src/main/share/web/policy.acl"), directory.resolve("none"), KNOWN);
        Groups fatbuildr = (group, user) -> group.equals("fatbuildr") && user.equals("alice");

        assertThat(policy.warnings()).isEmpty();
        for (String action : KNOWN) {
            boolean user = Set.of("build", "edit-registry").contains(action);
            assertThat(policy.allowsAnonymous(action)).as(action).isEqualTo(action.startsWith("view-"));
            assertThat(policy.allows("alice", action, fatbuildr))
                    .as(action)
                    .isEqualTo(action.startsWith("view-") || user);
            assertThat(policy.allows("bob", action, fatbuildr)).as(action).isEqualTo(action.startsWith("view-"));
            assertThat(policy.allows("root", action, fatbuildr)).as(action).isTrue();
        }
    }
}
