using System.Security.Cryptography;
using EdgeKube.Link.Trust;
using X509Request = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace EdgeKube.Controller.Security.Pki;

internal static class SigningRequest
{
    /// <summary>The key of a PKCS#10 request whose sender has proven that it holds it; null when it is none. Safe on hostile input.</summary>
    public static P256Key? FindKey(string? base64, out string fault)
    {
        fault = "";
        if (base64 is null || base64.Length > CertificateRequest.MaxLength * 4 / 3)
        {
            fault = base64 is null ? "must not be empty" : $"must have at most {CertificateRequest.MaxLength} bytes";
            return null;
        }

        try
        {
            var request = X509Request.LoadSigningRequest(Convert.FromBase64String(base64), HashAlgorithmName.SHA256);
            using var key = request.PublicKey.GetECDsaPublicKey() ?? throw new CryptographicException("its key is not of an elliptic curve");
            return P256Key.Of(key);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException or NotSupportedException)
        {
            // The last of them is what a point that is not on the curve becomes.
            fault = $"must be a signing request (PKCS#10, DER, base64) of a key on curve P-256: {e.Message}";
            return null;
        }
    }
}
