package fatbuildr.config;

import java.util.List;

/** The options of the formats, with the commands of config.md section 1.6. */
final class FormatOptions {
    static final String CREATE_IMAGE = """
            mmdebstrap --mode=root --format=directory --variant=apt
            --include={{ packages }} {{ suite }} {{ path }} {{ sources }}""";

    private static final String BUILDER = "Build tool inside the container.";
    private static final String IMAGE_UPDATE = "Upgrades the packages of the image, as root.";
    private static final String SYSUSERS = "Create the service account in new images with a sysusers.d file.";

    static final List<Option> DEB = deb("format:deb");
    static final List<Option> RPM = rpm("format:rpm");
    static final List<Option> OSI = osi("format:osi");

    private FormatOptions() {}

    private static List<Option> deb(String section) {
        return List.of(
                Option.of(section, "builder", "/usr/bin/dpkg-buildpackage", "Build tool in the environment."),
                environmentPath(section, "/var/cache/pbuilder/{{ name }}"),
                Option.of(section, "init_cmds", """
                        mmdebstrap --mode=root --format=directory --variant=buildd
                        --architectures={{ architecture }} --include=fakeroot --skip=cleanup/apt/lists
                        {{ environment }} {{ path }} {{ sources }}""", """
                        Creates a build environment. With debootstrap:
                        debootstrap --variant=buildd --arch={{ architecture }}
                        --components={{ components | replace(" ", ",") }} --include=fakeroot
                        {{ environment }} {{ path }} {{ mirror }}"""),
                shell(section, "chroot {{ path }} /bin/bash --login"),
                exec(section, "chroot {{ path }} /bin/sh"),
                execTmpfile(section, "yes"),
                Option.of(section, "img_update_cmds", "apt-get update && apt-get --yes upgrade", IMAGE_UPDATE),
                Option.of(section, "img_create_use_sysusersd", "yes", SYSUSERS),
                environmentUpdate(section, """
                        chroot {{ path }} apt-get update
                        && chroot {{ path }} apt-get --yes dist-upgrade"""),
                environmentAsRoot(section, "yes"),
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
                prescript(section, "wget ca-certificates"),
                Option.of(section, "lintian", "yes", "Check packages with lintian; it never fails a build."));
    }

    private static List<Option> rpm(String section) {
        return List.of(
                Option.of(section, "builder", "/usr/bin/mock", BUILDER),
                environmentPath(section, "/var/lib/mock/{{ name }}-bootstrap"),
                init(section, """
                        /usr/bin/fatbuildr-setup-mockenv {{ name }} {{ base }} perl
                        {% if modules %}{{ modules|join(",") }}{% endif %}
                        && ${builder} --init --root={{ name }}"""),
                shell(section, "${builder} --shell --root={{ name }}"),
                exec(section, "${builder} --chroot --root={{ name }} --"),
                execTmpfile(section, "no"),
                Option.of(section, "img_update_cmds", "dnf upgrade --assumeyes", IMAGE_UPDATE),
                Option.of(section, "img_create_use_sysusersd", "no", SYSUSERS),
                environmentUpdate(section, "${builder} --update --root={{ name }}"),
                environmentAsRoot(section, "no"),
                Option.unset(section, "env_default_modules", "DNF modules of environments without their own."),
                prescript(section, "wget"));
    }

    private static List<Option> osi(String section) {
        return List.of(
                Option.of(section, "builder", "/usr/bin/mkosi", BUILDER),
                Option.of(section, "img_update_cmds", "dnf upgrade --assumeyes", IMAGE_UPDATE),
                Option.of(section, "img_create_use_sysusersd", "no", SYSUSERS),
                Option.of(section, "containerized", "yes", "Build in the container rather than on this machine."));
    }

    private static Option environmentPath(String section, String value) {
        return Option.of(section, "env_path", value, "Place of a build environment inside the image.");
    }

    private static Option init(String section, String value) {
        return Option.of(section, "init_cmds", value, "Creates a build environment.");
    }

    private static Option shell(String section, String value) {
        return Option.of(section, "shell_cmd", value, "Opens a shell in a build environment.");
    }

    private static Option exec(String section, String value) {
        return Option.of(section, "exec_cmd", value, "Runs one command in a build environment.");
    }

    private static Option execTmpfile(String section, String value) {
        return Option.of(section, "exec_tmpfile", value, "Give that command as a script instead of words.");
    }

    private static Option environmentUpdate(String section, String value) {
        return Option.of(section, "env_update_cmds", value, "Upgrades a build environment.");
    }

    private static Option environmentAsRoot(String section, String value) {
        return Option.of(section, "env_as_root", value, "Create and upgrade environments as root of the container.");
    }

    private static Option prescript(String section, String value) {
        return Option.of(section, "prescript_deps", value, "Packages always installed for prescripts.");
    }
}
