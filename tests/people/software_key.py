"""A passkey made of software: it signs what a browser would have a real one sign."""

import json
from hashlib import sha256

from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40
HOST = "testserver"


class SoftwareKey:
    """The key of one account, registered with the site."""

    def __init__(self, account):
        self.account = account
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.id = sha256(account.public_id.bytes).digest()
        WebAuthn.add(account, "Key", self._registration())

    def _registration(self):
        public = ES256.from_cryptography_key(self._key.public_key())
        credential = AttestedCredentialData.create(bytes(16), self.id, public)
        data = AuthenticatorData.create(
            sha256(HOST.encode()).digest(), PRESENT | VERIFIED | HAS_CREDENTIAL, 0, credential
        )
        return self._response(
            clientDataJSON=websafe_encode(_client_data("webauthn.create", "AAAA")),
            attestationObject=websafe_encode(bytes(AttestationObject.create("none", data, {}))),
        )

    def signed(self, challenge, *, verified):
        """The answer to a challenge; `verified`: with finger, face or PIN."""
        flags = PRESENT | (VERIFIED if verified else 0)
        data = bytes(AuthenticatorData.create(sha256(HOST.encode()).digest(), flags, 1))
        said = _client_data("webauthn.get", challenge)
        signature = self._key.sign(data + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._response(
            clientDataJSON=websafe_encode(said),
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(signature),
            userHandle=websafe_encode(self.account.public_id.bytes),
        )

    def _response(self, **response):
        names = {"id": websafe_encode(self.id), "rawId": websafe_encode(self.id)}
        return names | {"type": "public-key", "response": response, "clientExtensionResults": {}}


def _client_data(kind, challenge):
    said = {"type": kind, "challenge": challenge, "origin": f"https://{HOST}"}
    return json.dumps(said).encode()
