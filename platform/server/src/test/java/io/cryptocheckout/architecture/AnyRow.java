package io.cryptocheckout.architecture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A row for any table, made from the types of its columns alone; checks and foreign keys must be off. */
public final class AnyRow {
    private static final UUID SOME = UUID.fromString("01890000-0000-7000-8000-000000000002");

    private AnyRow() {}

    /** The statement that writes the row; the mode is written where the table has one. */
    public static String insert(Connection superuser, String table, UUID store, boolean livemode) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (var statement = superuser.prepareStatement("""
                select attname, t.typcategory, format_type(a.atttypid, null), t.typtype,
                       (select quote_literal(enumlabel) from pg_enum e where e.enumtypid = t.oid order by enumsortorder limit 1)
                from pg_attribute a join pg_type t on t.oid = a.atttypid
                where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
                  and (attnotnull or attname in ('store_id', 'livemode'))""")) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add('"' + rows.getString(1) + '"');
                    values.add(switch (rows.getString(1)) {
                        case "store_id" -> "'" + store + "'";
                        case "livemode" -> Boolean.toString(livemode);
                        default -> value(rows.getString(2), rows.getString(3), rows.getString(5));
                    });
                }
            }
        }
        return "insert into " + table + " (" + String.join(", ", names) + ") values (" + String.join(", ", values) + ")";
    }

    private static String value(String category, String type, String label) {
        return switch (category) {
            case "E" -> label;
            case "A" -> "'{}'";
            case "B" -> "true";
            case "N" -> "1";
            case "D" -> "now()";
            case "T" -> "interval '1 second'";
            case "U" -> switch (type) {
                case "uuid" -> "'" + SOME + "'";
                case "xid8" -> "'3'";
                case "bytea" -> "'\\x00'";
                default -> "'{}'";
            };
            default -> "'x'";
        };
    }
}
