using System.Buffers.Text;
using System.Security.Cryptography;

namespace EdgeKube.Controller.Security.ServiceAccounts;

/// <summary>A key that signs tokens of ServiceAccounts (ES256).</summary>
internal sealed class TokenKey
{
    private readonly ECDsa _key;
    private readonly Lock _lock = new();

    private TokenKey(ECDsa key)
    {
        _key = key;
        Id = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>What a token says it is signed with.</summary>
    public string Id { get; }

    public ECPoint Point => _key.ExportParameters(includePrivateParameters: false).Q;

    public static TokenKey New() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <exception cref="CryptographicException">It is no P-256 key.</exception>
    public static TokenKey Parse(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.KeySize == 256 ? new TokenKey(key) : throw new CryptographicException("it holds a key of another size than 256");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CryptographicException(e.Message);
        }
    }

    public string ToPem() => _key.ExportPkcs8PrivateKeyPem();

    // One operation at a time: the platform's keys promise nothing about several.
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            return _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        lock (_lock)
        {
            return _key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }
}
