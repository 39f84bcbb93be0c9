package fatbuildr.engine.store;

import fatbuildr.error.FatbuildrException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema to its present version. */
final class Migrations {
    private static final String LATEST = "2";
    private static final String APPLIED = """
            SELECT count(*) FROM flyway_schema_history WHERE version = ? AND success
            """;

    private Migrations() {}

    static void apply(DataSource source, Path file) {
        if (isCurrent(source)) {
            return;
        }
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:fatbuildr/engine/store")
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw FatbuildrException.external(
                    "cannot bring the store " + file + " to schema " + LATEST + ": " + failure.getMessage(), failure);
        }
    }

    /** Flyway takes a third of a second to find out that there is nothing to do. */
    private static boolean isCurrent(DataSource source) {
        try (Connection connection = source.getConnection();
                var query = connection.prepareStatement(APPLIED)) {
            query.setString(1, LATEST);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getInt(1) > 0;
            }
        } catch (SQLException noHistoryYet) {
            return false;
        }
    }
}
