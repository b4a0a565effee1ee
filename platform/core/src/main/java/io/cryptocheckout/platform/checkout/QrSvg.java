package io.cryptocheckout.platform.checkout;

import io.nayuki.qrcodegen.QrCode;

/** A QR code as the path of an SVG: one square of side 1 for each dark module, with the quiet zone of the standard. */
public record QrSvg(int side, String path) {

    private static final int QUIET = 4;

    public static QrSvg of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            int x = 0;
            while (x < code.size) {
                int end = x;
                while (end < code.size && code.getModule(end, y)) {
                    end++;
                }
                if (end > x) {
                    path.append('M').append(x + QUIET).append(' ').append(y + QUIET).append('h').append(end - x)
                            .append("v1h-").append(end - x).append('z');
                }
                x = end + 1;
            }
        }
        return new QrSvg(code.size + 2 * QUIET, path.toString());
    }
}
