<?php

declare(strict_types=1);

namespace CryptoCheckout\Sdk\Tests;

use CryptoCheckout\Sdk\WebhookSignature;
use PHPUnit\Framework\TestCase;

require_once dirname(__DIR__) . '/src/WebhookSignature.php';

/** The vectors that every implementation shares, and what a header may not be. */
final class WebhookSignatureTest extends TestCase
{
    private const PAYLOAD = '{"id":"evt_1"}';
    private const SECRET = 'whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=';
    private const NOW = 1793534400;

    /** @return array<string, array{array<string, mixed>}> */
    public function vectors(): array
    {
        $cases = [];
        foreach (self::document()['webhookSignature'] as $vector) {
            $cases[$vector['name']] = [$vector];
        }
        return $cases;
    }

    /**
     * @dataProvider vectors
     * @param array<string, mixed> $vector
     */
    public function testEveryVectorIsJudgedAsItSays(array $vector): void
    {
        self::assertSame(
            $vector['valid'],
            WebhookSignature::isValid($vector['payload'], $vector['signature'], [$vector['secret']], $vector['now'])
        );
    }

    public function testTheToleranceIsThatOfTheVectors(): void
    {
        self::assertSame(self::document()['toleranceSeconds'], WebhookSignature::TOLERANCE_SECONDS);
        self::assertGreaterThan(30, count($this->vectors()));
    }

    public function testEveryChangedByteOfTheBodyAndEveryChangedDigitOfTheSignatureIsRefused(): void
    {
        $vector = self::document()['webhookSignature'][0];
        $changed = 0;
        for ($i = 0; $i < strlen($vector['payload']); $i++) {
            $payload = $vector['payload'];
            $payload[$i] = chr(ord($payload[$i]) ^ 1);
            $changed += (int) WebhookSignature::isValid($payload, $vector['signature'], [$vector['secret']], $vector['now']);
        }
        for ($i = strpos($vector['signature'], 'v1=') + 3; $i < strlen($vector['signature']); $i++) {
            $signature = $vector['signature'];
            $signature[$i] = $signature[$i] === '0' ? '1' : '0';
            $changed += (int) WebhookSignature::isValid($vector['payload'], $signature, [$vector['secret']], $vector['now']);
        }
        self::assertSame(0, $changed);
    }

    public function testEitherSecretOfARotationIsTaken(): void
    {
        $header = self::header(self::SECRET, self::NOW);
        self::assertTrue(WebhookSignature::isValid(self::PAYLOAD, $header, ['whsec_new', self::SECRET], self::NOW));
        self::assertTrue(WebhookSignature::isValid(self::PAYLOAD, $header, [self::SECRET, 'whsec_old'], self::NOW));
        self::assertFalse(WebhookSignature::isValid(self::PAYLOAD, $header, ['whsec_new', 'whsec_old'], self::NOW));
    }

    public function testWithoutASecretNothingIsValid(): void
    {
        self::assertFalse(WebhookSignature::isValid(self::PAYLOAD, self::header('', self::NOW), [''], self::NOW));
        self::assertFalse(WebhookSignature::isValid(self::PAYLOAD, self::header(self::SECRET, self::NOW), [], self::NOW));
    }

    public function testTheReasonOfARefusalIsNamed(): void
    {
        $refusal = static function (string $header): string {
            return WebhookSignature::refusal(self::PAYLOAD, $header, [self::SECRET], self::NOW);
        };
        self::assertSame(WebhookSignature::VALID, $refusal(self::header(self::SECRET, self::NOW)));
        self::assertSame(WebhookSignature::MALFORMED, $refusal(''));
        self::assertSame(WebhookSignature::MALFORMED, $refusal(self::header(self::SECRET, self::NOW) . ',t=' . self::NOW));
        self::assertSame(WebhookSignature::MALFORMED, $refusal("t=" . self::NOW . "\n,v1=" . str_repeat('0', 64)
            . str_repeat(' ', WebhookSignature::LONGEST_HEADER)));
        self::assertSame(WebhookSignature::OUTSIDE_TOLERANCE, $refusal(self::header(self::SECRET, self::NOW - 301)));
        self::assertSame(WebhookSignature::OUTSIDE_TOLERANCE, $refusal(self::header(self::SECRET, 999999999999)));
        self::assertSame(WebhookSignature::MISMATCH, $refusal(self::header('whsec_another', self::NOW)));
    }

    public function testAnOverlongHeaderIsRefusedThoughItsSignatureMatches(): void
    {
        $header = self::header(self::SECRET, self::NOW);
        $fits = $header . ',v2=' . str_repeat('a', WebhookSignature::LONGEST_HEADER - strlen($header) - 4);
        self::assertTrue(WebhookSignature::isValid(self::PAYLOAD, $fits, [self::SECRET], self::NOW));
        self::assertFalse(WebhookSignature::isValid(self::PAYLOAD, $fits . 'a', [self::SECRET], self::NOW));
    }

    private static function header(string $secret, int $time): string
    {
        return 't=' . $time . ',v1=' . hash_hmac('sha256', $time . '.' . self::PAYLOAD, $secret);
    }

    /** @return array<string, mixed> */
    private static function document(): array
    {
        $path = dirname(__DIR__, 2) . '/vectors/webhook-signatures.json';
        return json_decode((string) file_get_contents($path), true, 512, JSON_THROW_ON_ERROR);
    }
}
