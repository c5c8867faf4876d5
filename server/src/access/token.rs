//! Secrets that stand for a link or a session: 128 random bits, written as 32 hexadecimal digits.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::store::TokenHash;

/// A secret. It is shown once to whom it belongs; the store keeps its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(u128);

/// A text that is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no token: it has 32 hexadecimal digits")]
pub struct InvalidToken;

impl Token {
    const DIGITS: usize = 32;

    /// A new secret from a cryptographic generator.
    #[must_use]
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// What the store knows it by.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.to_be_bytes()).into())
    }

    /// The secret itself, for a link or a cookie.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("{:032x}", self.0)
    }
}

impl FromStr for Token {
    type Err = InvalidToken;

    fn from_str(text: &str) -> Result<Self, InvalidToken> {
        let digits = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != Self::DIGITS || !text.bytes().all(digits) {
            return Err(InvalidToken);
        }
        u128::from_str_radix(text, 16)
            .map(Self)
            .map_err(|_| InvalidToken)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_one_spelling() {
        let token = Token(0xab);
        let text = token.reveal();
        assert_eq!(text, "000000000000000000000000000000ab");
        assert_eq!(text.parse::<Token>(), Ok(token));
        for other in [
            "",
            "ab",
            &text.to_uppercase(),
            &format!("{text}0"),
            "+0000000000000000000000000000000",
        ] {
            assert_eq!(other.parse::<Token>(), Err(InvalidToken), "{other:?}");
        }
    }

    #[test]
    fn tokens_differ_and_do_not_show() {
        let token = Token::random();
        assert_ne!(token, Token::random());
        assert_ne!(token.hash(), Token::random().hash());
        assert_eq!(
            format!("{token:?} {:?}", token.hash()),
            "Token(…) TokenHash(…)"
        );
    }
}
