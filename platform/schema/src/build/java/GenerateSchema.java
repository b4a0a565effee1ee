import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Target;

/**
 * Runs the migrations on a real PostgreSQL and generates the jOOQ classes of every room's schema from what they made.
 * Arguments: the module's directory and its build directory. Does nothing while the migrations are unchanged.
 */
public class GenerateSchema {

    private static final String OWNER = "checkout_owner";

    public static void main(String[] arguments) throws Exception {
        Path module = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        Path generated = target.resolve("generated-sources/jooq");
        Path stamp = target.resolve("jooq.sha256");
        String state = stateOf(module);
        if (Files.isDirectory(generated) && Files.exists(stamp) && Files.readString(stamp).equals(state)) {
            return;
        }
        deleteTree(generated);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            migrate(postgres, module.resolve("src/main/resources/db"));
            generate(postgres, generated);
        }
        Files.createDirectories(target);
        Files.writeString(stamp, state);
    }

    /** A digest of the migrations, the roles and this generator: whatever changes the generated classes. */
    private static String stateOf(Path module) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        List<Path> inputs = new ArrayList<>();
        for (String folder : List.of("src/main/resources/db", "src/build/java")) {
            try (var files = Files.walk(module.resolve(folder))) {
                files.filter(Files::isRegularFile).sorted().forEach(inputs::add);
            }
        }
        for (Path input : inputs) {
            sha256.update(module.relativize(input).toString().getBytes(StandardCharsets.UTF_8));
            sha256.update(Files.readAllBytes(input));
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static void migrate(EmbeddedPostgres postgres, Path db) throws SQLException, IOException {
        try (Connection superuser = postgres.getPostgresDatabase().getConnection(); var statement = superuser.createStatement()) {
            statement.execute(Files.readString(db.resolve("roles.sql")));
        }
        Flyway.configure()
                .dataSource(postgres.getDatabase(OWNER, "postgres"))
                .locations("filesystem:" + db.resolve("migration"))
                .defaultSchema("migrations")
                .createSchemas(true)
                .placeholders(Map.of("app", "checkout_app", "worker", "checkout_worker", "operator", "checkout_operator"))
                .load()
                .migrate();
    }

    private static void generate(EmbeddedPostgres postgres, Path generated) throws Exception {
        List<SchemaMappingType> schemas = new ArrayList<>();
        try (Connection superuser = postgres.getPostgresDatabase().getConnection();
                var rows = superuser.createStatement().executeQuery("""
                        select nspname from pg_namespace
                        where nspowner = 'checkout_owner'::regrole and nspname <> 'migrations' order by nspname""")) {
            while (rows.next()) {
                schemas.add(new SchemaMappingType().withInputSchema(rows.getString(1)));
            }
        }
        GenerationTool.generate(new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withDriver("org.postgresql.Driver").withUrl(postgres.getJdbcUrl("postgres", "postgres")))
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                .withSchemata(schemas)
                                .withOutputCatalogToDefault(true)
                                .withForcedTypes(new ForcedType().withName("INSTANT")
                                        .withIncludeTypes("timestamp.*\\swith\\stime\\szone|timestamptz")))
                        .withGenerate(new Generate().withRecords(true).withPojos(false).withDaos(false).withJavadoc(false)
                                .withGlobalCatalogReferences(false).withRoutines(false))
                        .withTarget(new Target().withPackageName("io.cryptocheckout.jooq").withDirectory(generated.toString()))));
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted((left, right) -> right.compareTo(left)).toList()) {
                Files.delete(file);
            }
        }
    }
}
