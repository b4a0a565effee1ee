<?php
// What a web server's rewrite rules do, for PHP's own server: files as they are, scripts by their path, all else by index.php.
$path = rawurldecode( (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
$file = __DIR__ . $path;
if ( '/' !== $path && is_dir( $file ) ) {
	if ( '/' !== substr( $path, -1 ) ) {
		header( 'Location: ' . $path . '/', true, 301 );
		return true;
	}
	$file = rtrim( $file, '/' ) . '/index.php';
}
if ( '/' === $path || ! is_file( $file ) ) {
	$file = __DIR__ . '/index.php';
} elseif ( '.php' !== substr( $file, -4 ) ) {
	return false;
}
$_SERVER['SCRIPT_NAME']     = substr( $file, strlen( __DIR__ ) );
$_SERVER['PHP_SELF']        = $_SERVER['SCRIPT_NAME'];
$_SERVER['SCRIPT_FILENAME'] = $file;
chdir( dirname( $file ) );
require $file;
return true;
