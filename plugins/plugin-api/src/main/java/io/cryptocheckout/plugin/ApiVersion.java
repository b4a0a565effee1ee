package io.cryptocheckout.plugin;

/**
 * A version of this API, {@code major.minor}. A plugin names the one it was made for, and works wherever the major version is the same and
 * the minor version is not smaller.
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** The version of this jar. */
    public static final ApiVersion CURRENT = new ApiVersion(1, 0);

    public ApiVersion {
        if (major < 1 || minor < 0) {
            throw new IllegalArgumentException("An API version is major.minor, from 1.0 on");
        }
    }

    /**
     * Reads {@code 1.0}.
     *
     * @throws IllegalArgumentException
     *             where the text is no version
     */
    public static ApiVersion of(String text) {
        if (!text.matches("[1-9]\\d{0,3}\\.\\d{1,4}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no API version; one is written like " + CURRENT);
        }
        int dot = text.indexOf('.');
        return new ApiVersion(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    /** Whether a plugin made for the other version works with this one. */
    public boolean runs(ApiVersion madeFor) {
        return major == madeFor.major && minor >= madeFor.minor;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
