package io.lagcast.recommender.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a receiver does to verify a signature, written from the specification and not from the code that signs. */
public final class TestingVerifier {

    private TestingVerifier() {}

    /** Whether one of the signatures was made with the secret. */
    public static boolean isSigned(TestingReceiver.Received request, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            String signed =
                    request.header("webhook-id") + "." + request.header("webhook-timestamp") + "." + request.text();
            String expected =
                    "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            return List.of(request.header("webhook-signature").split(" ", -1)).contains(expected);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
