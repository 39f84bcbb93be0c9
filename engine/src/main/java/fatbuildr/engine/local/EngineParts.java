package fatbuildr.engine.local;

import fatbuildr.build.FormatBuilder;
import fatbuildr.engine.TaskObserver;
import fatbuildr.engine.task.ImageKeeper;
import fatbuildr.instance.InstanceDefinition;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * What an engine is put together from besides its configuration.
 *
 * @param builders the builders of an instance, one per format
 * @param images the images of an instance
 * @param observer is told what tasks come to
 */
public record EngineParts(
        Function<InstanceDefinition, List<FormatBuilder>> builders,
        Function<InstanceDefinition, ImageKeeper> images,
        Clock clock,
        TaskObserver observer) {}
