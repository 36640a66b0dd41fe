package io.lagcast.recommender.security;

import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.access.CallerAuthentication;
import io.lagcast.recommender.security.SecuritySettings.StaticToken;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Finds the caller a bearer token belongs to. What is wrong with a token is not told to who sent it. */
@Component
class BearerTokens implements AuthenticationManager {

    private final List<StaticToken> tokens;
    private final Optional<JwtDecoder> decoder;
    private final Optional<Claims> claims;

    BearerTokens(SecuritySettings settings) {
        this.tokens = settings.tokens();
        this.decoder = settings.jwtSettings().map(JwtKeys::decoder);
        this.claims = settings.jwtSettings().map(Claims::new);
    }

    @Override
    public Authentication authenticate(Authentication asking) throws AuthenticationException {
        if (asking instanceof BearerTokenAuthenticationToken bearer) {
            return new CallerAuthentication(caller(bearer.getToken()));
        }
        throw new InvalidBearerTokenException("No bearer token");
    }

    /**
     * The caller a token belongs to.
     *
     * @throws InvalidBearerTokenException if it is nobody's, or not valid any more
     */
    Caller caller(String token) {
        return fixed(token)
                .or(() -> decoder.map(keys -> signed(keys, token)))
                .orElseThrow(() -> new InvalidBearerTokenException("Unknown token"));
    }

    /** Every hash is compared, so that the time does not tell which one it was. */
    private Optional<Caller> fixed(String token) {
        TokenHash hash = TokenHash.of(token);
        Optional<Caller> found = Optional.empty();
        for (StaticToken known : tokens) {
            if (known.sha256().isSame(hash)) {
                found = Optional.of(known.caller());
            }
        }
        return found;
    }

    private Caller signed(JwtDecoder keys, String token) {
        try {
            return claims.orElseThrow().caller(keys.decode(token));
        } catch (JwtException | IllegalArgumentException refused) {
            throw new InvalidBearerTokenException("Not a token of the issuer, or not valid any more", refused);
        }
    }
}
