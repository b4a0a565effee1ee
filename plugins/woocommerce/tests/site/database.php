<?php
// wp-content/db.php of a test site: the SQLite driver without its own installer, which fails on PHP before 8.4; WordPress' installer makes the tables.
declare(strict_types=1);

define( 'DB_ENGINE', 'sqlite' );
define( 'DATABASE_TYPE', 'sqlite' );
require_once __DIR__ . '/sqlite/constants.php';
require_once __DIR__ . '/sqlite/wp-includes/database/load.php';
require_once __DIR__ . '/sqlite/wp-includes/sqlite/class-wp-sqlite-db.php';
$GLOBALS['wpdb'] = new WP_SQLite_DB( DB_NAME );
