package fatbuildr.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/** The options of the formats, with the commands of config.md section 1.6. */
final class FormatOptions {
    static final String CREATE_IMAGE = """
            mmdebstrap --mode=root --format=directory --variant=apt
            --include={{ packages }} {{ suite }} {{ path }} {{ sources }}""";

    /** Of options that formats have in common. */
    private static final Map<String, String> DOCS = Map.of(
            "builder", "Build tool inside the container.",
            "env_path", "Place of a build environment inside the image.",
            "shell_cmd", "Opens a shell in a build environment.",
            "exec_cmd", "Runs one command in a build environment.",
            "exec_tmpfile", "Give that command as a script instead of words.",
            "img_update_cmds", "Upgrades the packages of the image, as root.",
            "img_create_use_sysusersd",
                    "The skeleton for create_cmd has a sysusers.d file instead of entries of accounts.",
            "env_update_cmds", "Upgrades a build environment.",
            "env_as_root", "Create and upgrade environments as root of the container.",
            "prescript_deps", "Packages always installed for prescripts.");

    static final List<Option> DEB = deb("format:deb");
    static final List<Option> RPM = rpm("format:rpm");
    static final List<Option> OSI = osi("format:osi");

    private FormatOptions() {}

    private static List<Option> deb(String section) {
        return List.of(
                Option.of(section, "builder", "/usr/bin/dpkg-buildpackage", "Build tool in the environment."),
                option(section, "env_path", "/var/cache/pbuilder/{{ name }}"),
                Option.of(section, "init_cmds", """
                        mmdebstrap --mode=root --format=directory --variant=buildd
                        --architectures={{ architecture }} --include=fakeroot --skip=cleanup/apt/lists
                        {{ environment }} {{ path }} {{ sources }}""", """
                        Creates a build environment. With debootstrap:
                        debootstrap --variant=buildd --arch={{ architecture }}
                        --components={{ components | replace(" ", ",") }} --include=fakeroot
                        {{ environment }} {{ path }} {{ mirror }}"""),
                option(section, "shell_cmd", "chroot {{ path }} /bin/bash --login"),
                option(section, "exec_cmd", "chroot {{ path }} /bin/sh"),
                option(section, "exec_tmpfile", "yes"),
                option(section, "img_update_cmds", "apt-get update && apt-get --yes upgrade"),
                option(section, "img_create_use_sysusersd", "yes"),
                option(section, "env_update_cmds", """
                        chroot {{ path }} apt-get update
                        && chroot {{ path }} apt-get --yes dist-upgrade"""),
                option(section, "env_as_root", "yes"),
                Option.of(
                        section,
                        "env_default_mirror",
                        "",
                        "Mirror of environments without their own; empty for the one this machine uses."),
                Option.of(
                        section,
                        "env_default_components",
                        "main contrib non-free",
                        "Components of environments without their own."),
                option(section, "prescript_deps", "wget ca-certificates"),
                Option.of(section, "lintian", "yes", "Check packages with lintian; it never fails a build."));
    }

    private static List<Option> rpm(String section) {
        return List.of(
                option(section, "builder", "/usr/bin/mock"),
                option(section, "env_path", "/var/lib/mock/{{ name }}-bootstrap"),
                Option.of(section, "init_cmds", """
                        /usr/bin/fatbuildr-setup-mockenv {{ name }} {{ base }} perl
                        {% if modules %}{{ modules|join(",") }}{% endif %}
                        && ${builder} --init --root={{ name }}""", "Creates a build environment."),
                option(section, "shell_cmd", "${builder} --shell --root={{ name }}"),
                option(section, "exec_cmd", "${builder} --chroot --root={{ name }} --"),
                option(section, "exec_tmpfile", "no"),
                option(section, "img_update_cmds", "dnf upgrade --assumeyes"),
                option(section, "img_create_use_sysusersd", "no"),
                option(section, "env_update_cmds", "${builder} --update --root={{ name }}"),
                option(section, "env_as_root", "no"),
                Option.unset(section, "env_default_modules", "DNF modules of environments without their own."),
                option(section, "prescript_deps", "wget"));
    }

    private static List<Option> osi(String section) {
        return List.of(
                option(section, "builder", "/usr/bin/mkosi"),
                option(section, "img_update_cmds", "dnf upgrade --assumeyes"),
                option(section, "img_create_use_sysusersd", "no"),
                Option.of(section, "containerized", "yes", "Build in the container rather than on this machine."));
    }

    private static Option option(String section, String key, String value) {
        return Option.of(section, key, value, requireNonNull(DOCS.get(key), key));
    }
}
