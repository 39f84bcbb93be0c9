package fatbuildr.engine.registry.deb;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.DebVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which packages enter a component and which leave it (registry-keyring-tasks.md section 2.3). Kept are the newest
 * versions of each source with the binaries built from them, so binaries that a new version does not produce leave
 * with the version that did.
 */
final class VersionPolicy {
    private final int keep;

    /**
     * @param keep versions kept of each package
     */
    VersionPolicy(int keep) {
        this.keep = keep;
    }

    /**
     * @param existing the component's packages of the same names and of the same sources
     */
    Change decide(List<PackageRow> existing, List<Incoming> incoming) {
        Map<String, List<PackageRow>> byName = new HashMap<>();
        existing.forEach(row ->
                byName.computeIfAbsent(row.name(), _ -> new ArrayList<>()).add(row));
        List<Incoming> fresh = new ArrayList<>();
        List<PackageRow> unchanged = new ArrayList<>();
        for (Incoming candidate : incoming) {
            PackageRow same =
                    same(candidate.row(), byName.getOrDefault(candidate.row().name(), List.of()));
            if (same == null) {
                fresh.add(candidate);
            } else {
                unchanged.add(same);
            }
        }
        Set<String> sources = new HashSet<>();
        incoming.forEach(candidate -> sources.add(candidate.row().source()));
        List<PackageRow> all = new ArrayList<>(existing);
        fresh.forEach(candidate -> all.add(candidate.row()));
        Set<PackageRow> leaving = leaving(all, sources);
        return new Change(
                fresh.stream()
                        .filter(candidate -> !leaving.contains(candidate.row()))
                        .toList(),
                existing.stream().filter(leaving::contains).toList(),
                unchanged);
    }

    /** The published package that is this very one, null when there is none; fails when it may not be published. */
    private static @Nullable PackageRow same(PackageRow candidate, List<PackageRow> published) {
        for (PackageRow row : published) {
            if (!comparable(row, candidate)) {
                continue;
            }
            int order = candidate.version().compareTo(row.version());
            if (order == 0 && row.architecture().equals(candidate.architecture())) {
                if (row.sha256().equals(candidate.sha256())) {
                    return row;
                }
                throw FatbuildrException.conflict(candidate
                        + " is published already with different content: raise the release in the artifact definition");
            }
        }
        for (PackageRow row : published) {
            if (comparable(row, candidate) && candidate.version().compareTo(row.version()) < 0) {
                throw FatbuildrException.conflict(
                        candidate + " is lower than the published version " + row.version() + ": nothing is published");
            }
        }
        return null;
    }

    private static boolean comparable(PackageRow one, PackageRow other) {
        return one.architecture().equals(other.architecture())
                || (!one.isSource()
                        && !other.isSource()
                        && (one.architecture().equals("all")
                                || other.architecture().equals("all")));
    }

    private Set<PackageRow> leaving(List<PackageRow> all, Set<String> sources) {
        Map<String, NavigableSet<DebVersion>> ofSource = new HashMap<>();
        Map<String, NavigableSet<DebVersion>> ofPackage = new HashMap<>();
        for (PackageRow row : all) {
            newest(ofPackage, row.name() + "/" + row.architecture(), row.version());
            if (sources.contains(row.source())) {
                newest(ofSource, row.source(), row.sourceVersion());
            }
        }
        Set<PackageRow> leaving = new HashSet<>();
        for (PackageRow row : all) {
            if (tooOld(ofSource.get(row.source()), row.sourceVersion())
                    || tooOld(ofPackage.get(row.name() + "/" + row.architecture()), row.version())) {
                leaving.add(row);
            }
        }
        return leaving;
    }

    private static boolean tooOld(@Nullable NavigableSet<DebVersion> kept, DebVersion version) {
        return kept != null && kept.first().compareTo(version) > 0;
    }

    private void newest(Map<String, NavigableSet<DebVersion>> kept, String key, DebVersion version) {
        NavigableSet<DebVersion> versions = kept.computeIfAbsent(key, _ -> new TreeSet<>());
        versions.add(version);
        if (versions.size() > keep) {
            versions.pollFirst();
        }
    }
}
