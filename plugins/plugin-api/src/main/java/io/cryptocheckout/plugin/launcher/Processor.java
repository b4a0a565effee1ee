package io.cryptocheckout.plugin.launcher;

/** The processors whose calls are known. */
enum Processor {
    X86_64(0xC000003E), AARCH64(0xC00000B7);

    /** What the kernel calls it where it hands a call to a filter. */
    final int audit;

    Processor(int audit) {
        this.audit = audit;
    }

    /** That of this machine. */
    static Processor here() throws Unable {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new Unable("Plugins are walled in by Linux alone; this is " + System.getProperty("os.name"));
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> X86_64;
            case "aarch64" -> AARCH64;
            default -> throw new Unable("Plugins are walled in on x86_64 and aarch64 alone; this is " + System.getProperty("os.arch"));
        };
    }
}
