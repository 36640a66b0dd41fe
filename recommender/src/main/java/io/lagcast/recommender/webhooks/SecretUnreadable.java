package io.lagcast.recommender.webhooks;

/** A stored secret cannot be decrypted. */
final class SecretUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecretUnreadable(String subscription) {
        super("The secret of webhook " + subscription
                + " cannot be decrypted. Maybe lagcast.webhooks.encryption-key or the file webhooks.key"
                + " is not the one it was encrypted with; give the webhook a new secret, or the service the old key.");
    }
}
