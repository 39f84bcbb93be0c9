package fatbuildr.build.deb;

import fatbuildr.build.BuildServices;
import fatbuildr.build.FormatBuilder;
import fatbuildr.build.FormatBuilderProvider;
import fatbuildr.source.DownloadLimits;
import fatbuildr.source.SourceCache;

/** Makes the builder of deb packages known. */
public final class DebBuilderProvider implements FormatBuilderProvider {
    @Override
    public String format() {
        return "deb";
    }

    @Override
    public FormatBuilder create(BuildServices services) {
        SourceCache cache =
                new SourceCache(services.settings().dirs().cache(), DownloadLimits.DEFAULT, services.proxies());
        DebSourceTree trees = new DebSourceTree(cache, services.templates(), services.processes(), services.clock());
        return new DebBuilder(services, trees);
    }
}
