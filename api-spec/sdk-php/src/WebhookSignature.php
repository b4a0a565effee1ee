<?php

declare(strict_types=1);

namespace CryptoCheckout\Sdk;

/**
 * Tells whether a delivery was signed by the platform with the secret of your endpoint, and just now.
 *
 * The header `X-Webhook-Signature` reads `t=<unix seconds>,v1=<hex>[,v1=<hex>]`: HMAC-SHA256 over `<t>.<raw body>`, keyed with the
 * whole `whsec_…` string, one `v1` for each secret that is valid at the time. Needs PHP 7.4 and nothing else.
 */
final class WebhookSignature
{
    /** How far the time of a signature may be off, in seconds, either way. */
    const TOLERANCE_SECONDS = 300;

    /** A rotation needs two signatures; a header that is much longer only makes work. */
    const LONGEST_HEADER = 2048;

    const VALID = '';
    const MALFORMED = 'malformed_signature';
    const OUTSIDE_TOLERANCE = 'outside_tolerance';
    const MISMATCH = 'signature_mismatch';

    /**
     * Why a delivery is to be refused.
     *
     * @param string        $payload The raw body, before any JSON parser has seen it.
     * @param string        $header  The header X-Webhook-Signature; empty where there is none.
     * @param array<string> $secrets The endpoint's secret; several while you rotate. An empty one matches nothing.
     * @param int           $now     The time to judge by, in unix seconds.
     * @return string One of VALID (empty), MALFORMED, OUTSIDE_TOLERANCE and MISMATCH.
     */
    public static function refusal(string $payload, string $header, array $secrets, int $now): string
    {
        $parts = self::parse($header);
        if ($parts === null) {
            return self::MALFORMED;
        }
        if (abs($now - (int) $parts['time']) > self::TOLERANCE_SECONDS) {
            return self::OUTSIDE_TOLERANCE;
        }
        $matches = 0;
        foreach ($secrets as $secret) {
            // An empty key would be one that everybody has.
            $usable = $secret === '' ? 0 : 1;
            $expected = hash_hmac('sha256', $parts['time'] . '.' . $payload, $secret);
            // Every pair is compared, in constant time, so that the time taken tells nothing.
            foreach ($parts['signatures'] as $signature) {
                $matches += $usable * (int) hash_equals($expected, $signature);
            }
        }
        return $matches > 0 ? self::VALID : self::MISMATCH;
    }

    /**
     * Whether a delivery may be believed; the same as refusal(…) === VALID.
     *
     * @param string        $payload The raw body.
     * @param string        $header  The header X-Webhook-Signature.
     * @param array<string> $secrets The endpoint's secret, or several.
     * @param int|null      $now     Unix seconds; the machine's clock unless told.
     */
    public static function isValid(string $payload, string $header, array $secrets, ?int $now = null): bool
    {
        return self::refusal($payload, $header, $secrets, $now === null ? time() : $now) === self::VALID;
    }

    /**
     * Reads the header; null where it has not exactly one time, or no signature.
     *
     * @return array{time: string, signatures: array<string>}|null
     */
    private static function parse(string $header): ?array
    {
        if (strlen($header) > self::LONGEST_HEADER) {
            return null;
        }
        $times = [];
        $signatures = [];
        foreach (explode(',', $header) as $part) {
            $pair = explode('=', trim($part), 2);
            if (count($pair) !== 2) {
                continue;
            }
            // Other keys belong to schemes to come.
            if ($pair[0] === 't') {
                $times[] = $pair[1];
            } elseif ($pair[0] === 'v1' && preg_match('/\A[0-9a-f]{64}\z/', $pair[1]) === 1) {
                $signatures[] = $pair[1];
            }
        }
        if (count($times) !== 1 || preg_match('/\A[0-9]{1,12}\z/', $times[0]) !== 1 || $signatures === []) {
            return null;
        }
        return ['time' => $times[0], 'signatures' => $signatures];
    }
}
