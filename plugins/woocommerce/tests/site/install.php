<?php
// Run once in a new site: php install.php <administrator's password>. Makes the tables and the administrator "admin".
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Teapots', 'admin', 'admin@shop.example', true, '', $argv[1], 'en_US' );
update_option( 'permalink_structure', '/%postname%/' );
echo get_bloginfo( 'version' );
