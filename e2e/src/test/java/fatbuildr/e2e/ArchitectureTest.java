package fatbuildr.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of ARCHITECTURE.md, held by the build. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("fatbuildr");

    @Test
    void modulesDependOnlyOnTheOnesBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("jinja")
                .definedBy("fatbuildr.jinja..")
                .layer("core")
                .definedBy(
                        "fatbuildr.error..",
                        "fatbuildr.config..",
                        "fatbuildr.instance..",
                        "fatbuildr.artifact..",
                        "fatbuildr.task..",
                        "fatbuildr.journal..",
                        "fatbuildr.policy..",
                        "fatbuildr.api..",
                        "fatbuildr.cache..",
                        "fatbuildr.libc..",
                        "fatbuildr.manual..",
                        "fatbuildr.name..",
                        "fatbuildr.proxy..",
                        "fatbuildr.yaml..",
                        "fatbuildr.template..")
                .layer("dbus")
                .definedBy("fatbuildr.dbus..")
                .layer("registry")
                .definedBy("fatbuildr.registry..")
                .layer("build")
                .definedBy(
                        "fatbuildr.process..",
                        "fatbuildr.archive..",
                        "fatbuildr.source..",
                        "fatbuildr.container..",
                        "fatbuildr.environment..",
                        "fatbuildr.build..")
                .layer("engine")
                .definedBy("fatbuildr.engine..")
                .layer("web")
                .definedBy("fatbuildr.web..")
                .layer("daemon")
                .definedBy("fatbuildr.daemon..")
                .layer("cli")
                .definedBy("fatbuildr.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("daemon")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("dbus")
                .mayOnlyBeAccessedByLayers("daemon", "cli")
                .whereLayer("web")
                .mayOnlyBeAccessedByLayers("daemon")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("web", "daemon")
                .whereLayer("build")
                .mayOnlyBeAccessedByLayers("engine", "web", "daemon")
                .whereLayer("registry")
                .mayOnlyBeAccessedByLayers("build", "engine", "web", "daemon")
                .whereLayer("jinja")
                .mayOnlyBeAccessedByLayers("core", "build", "engine", "web")
                .check(CLASSES);
    }

    @Test
    void onlyOnePackageKnowsTheBusLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("fatbuildr.dbus")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.freedesktop.dbus..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("fatbuildr.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheProcessPackageStartsPrograms() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "fatbuildr.process..", "fatbuildr.cli..", "fatbuildr.e2e..", "fatbuildr.testbus..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .check(CLASSES);
    }

    @Test
    void noPackageIsNamedAfterNothing() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..", "..helper..")
                .check(CLASSES);
    }
}
