/** What an author of a platform plugin writes against, and the runner of the child JVM it lives in. */
module io.cryptocheckout.plugin {
    exports io.cryptocheckout.plugin;
    exports io.cryptocheckout.plugin.wire;
    exports io.cryptocheckout.plugin.testing;
}
