using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;
using X509Request = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace EdgeKube.Link.Tests.Trust;

public sealed class CertificateVerifierTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Start.AddDays(10);
    private readonly TestAuthority _authority = new(Start);
    private readonly TestAuthority _other = new(Start);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void Verify_NodesCertificate_IsValidAndSaysWho()
    {
        var verdict = Verify(_authority.Issue("CN=node:n1", _key));

        Assert.Equal(CertificateOutcome.Valid, verdict.Outcome);
        Assert.Equal(Identity.Node("n1"), verdict.Certificate!.Identity);
        Assert.Equal(P256Key.Of(_key), verdict.Certificate.PublicKey);
        Assert.Equal(P256Key.Of(_authority.Key), verdict.Issuer!.PublicKey);
        Assert.Equal((Start, Start.AddDays(365)), (verdict.Certificate.NotBefore, verdict.Certificate.NotAfter));
        Assert.Equal(Start, verdict.ProvenTime);
    }

    [Fact]
    public void Verify_UsersCertificate_HasItsGroups()
    {
        var verdict = Verify(_authority.Issue("CN=user:admin, O=system:masters, O=ops", _key));

        Assert.Equal(CertificateOutcome.Valid, verdict.Outcome);
        Assert.Equal(["ops", "system:masters"], verdict.Certificate!.Groups.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Verify_SecondAuthorityOfABundle_IsTrusted()
    {
        var bundle = TrustBundle.Find([$"{_other.Pem}\n{_authority.Pem}"], out _)!;
        var verdict = CertificateVerifier.Verify(_authority.Issue("CN=node:n1", _key).RawData, bundle, CertificatePurpose.Client, Now);

        Assert.Equal((CertificateOutcome.Valid, P256Key.Of(_authority.Key)), (verdict.Outcome, verdict.Issuer!.PublicKey));
    }

    [Fact]
    public void Verify_KeyOfATokenOnly_Suffices()
    {
        var door = _authority.Issue("CN=edgekube", _key, TestAuthority.ForServers);

        Assert.Equal(CertificateOutcome.Valid, CertificateVerifier.Verify(door.RawData, TrustBundle.Of(P256Key.Of(_authority.Key)), CertificatePurpose.Server, Now).Outcome);
        Assert.Equal(CertificateOutcome.Refused, CertificateVerifier.Verify(door.RawData, TrustBundle.Of(P256Key.Of(_other.Key)), CertificatePurpose.Server, Now).Outcome);
    }

    [Theory]
    [InlineData(-1, CertificateOutcome.NotYetValid)]
    [InlineData(0, CertificateOutcome.Valid)]
    [InlineData(365, CertificateOutcome.Valid)]
    [InlineData(366, CertificateOutcome.Expired)]
    [InlineData(400, CertificateOutcome.Expired)]
    public void Verify_AtATime_HasItsOutcome(int days, CertificateOutcome outcome)
    {
        var verdict = CertificateVerifier.Verify(
            _authority.Issue("CN=node:n1", _key).RawData, Bundle(), CertificatePurpose.Client, Start.AddDays(days));

        Assert.Equal(outcome, verdict.Outcome);
        Assert.True(verdict.IsGenuine);
    }

    [Theory]
    [InlineData("CN=node:N1")]
    [InlineData("CN=enroll:0123456789abcdef")]
    [InlineData("CN=n1")]
    [InlineData("CN=\"user:a/b\"")]
    [InlineData("CN=\"node:n1\u0000\"")]
    [InlineData("CN=node:n1, CN=user:admin")]
    [InlineData("O=system:masters")]
    public void Verify_NameThatIsNobodys_IsRefused(string subject) => AssertRefused(_authority.Issue(subject, _key), "common name");

    [Fact]
    public void Verify_SelfSigned_IsRefused()
    {
        var request = new X509Request("CN=node:n1", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(TestAuthority.ForClients)], false));

        AssertRefused(request.CreateSelfSigned(Start, Start.AddDays(365)), "no trusted authority");
    }

    [Fact]
    public void Verify_OtherAuthorityOfTheSameName_IsRefused() => AssertRefused(_other.Issue("CN=node:n1", _key), "no trusted authority");

    [Fact]
    public void Verify_SignedByALeaf_IsRefused()
    {
        var leaf = _authority.Issue("CN=node:n1", _key);
        using var second = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new X509Request("CN=node:n2", second, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(TestAuthority.ForClients)], false));
        var forged = request.Create(leaf.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), Start, Start.AddDays(1), [1]);

        AssertRefused(forged, "no trusted authority");
    }

    [Theory]
    [InlineData(TestAuthority.ForClients, CertificatePurpose.Server)]
    [InlineData(TestAuthority.ForServers, CertificatePurpose.Client)]
    public void Verify_ForAnotherPurpose_IsRefused(string usage, CertificatePurpose purpose)
    {
        var verdict = CertificateVerifier.Verify(_authority.Issue("CN=node:n1", _key, usage).RawData, Bundle(), purpose, Now);

        Assert.Equal(CertificateOutcome.Refused, verdict.Outcome);
        Assert.StartsWith("it is not for", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_TheAuthoritysOwn_IsRefused() => AssertRefused(_authority.Certificate, "authority's own");

    [Fact]
    public void Verify_SubordinateAuthority_IsRefused() => AssertRefused(
        _authority.Issue("CN=node:n1", _key, change: request =>
        {
            request.CertificateExtensions.RemoveAt(0);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        }),
        "authority's own");

    [Fact]
    public void Verify_UnknownCriticalExtension_IsRefused() => AssertRefused(
        _authority.Issue("CN=node:n1", _key, change: request => request.CertificateExtensions.Add(new X509Extension("1.2.3.4", [5, 0], critical: true))),
        "not understood");

    [Fact]
    public void Verify_KeyThatMayNotSign_IsRefused() => AssertRefused(
        _authority.Issue("CN=node:n1", _key, change: request =>
        {
            request.CertificateExtensions.RemoveAt(1);
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyAgreement, true));
        }),
        "may not sign");

    [Fact]
    public void Verify_OtherKindsOfKey_AreRefused()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        var request = new X509Request("CN=node:n1", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var generator = X509SignatureGenerator.CreateForECDsa(_authority.Key);

        AssertRefused(_authority.Issue("CN=node:n1", p384), "P-256");
        AssertRefused(_authority.Sign(request, generator), "P-256");
    }

    [Fact]
    public void Verify_OtherAlgorithms_AreRefused()
    {
        using var rsa = RSA.Create(2048);
        var weak = new X509Request("CN=node:n1", _key, HashAlgorithmName.SHA384);
        var foreign = new X509Request(new X500DistinguishedName("CN=node:n1"), new PublicKey(_key), HashAlgorithmName.SHA256);

        AssertRefused(_authority.Sign(weak, X509SignatureGenerator.CreateForECDsa(_authority.Key)), "ECDSA and SHA-256");
        AssertRefused(_authority.Sign(foreign, X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)), "ECDSA and SHA-256");
    }

    [Fact]
    public void Verify_TruncatedAtEveryByte_IsRefused()
    {
        var whole = _authority.Issue("CN=node:n1", _key).RawData;
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Equal(CertificateOutcome.Refused, Verify(whole[..length]).Outcome);
        }

        Assert.Equal(CertificateOutcome.Refused, Verify([.. whole, 0]).Outcome);
    }

    [Fact]
    public void Verify_EveryBitFlipped_IsRefusedAndNeverThrows()
    {
        var whole = _authority.Issue("CN=node:n1", _key).RawData;
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var changed = whole.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Equal(CertificateOutcome.Refused, Verify(changed).Outcome);
        }
    }

    [Fact]
    public void Verify_RandomlyMangled_IsRefusedAndNeverThrows()
    {
        var random = new Random(20260301);
        var whole = _authority.Issue("CN=user:admin, O=system:masters", _key).RawData;
        for (var run = 0; run < 20_000; run++)
        {
            var changed = Mangle(whole, random);

            Assert.True(changed.AsSpan().SequenceEqual(whole) || Verify(changed).Outcome == CertificateOutcome.Refused, Convert.ToHexString(changed));
        }
    }

    [Fact]
    public void Verify_Huge_IsRefusedUnread() =>
        Assert.Contains("more than", Verify(new byte[CertificateVerifier.MaxLength + 1]).Reason, StringComparison.Ordinal);

    private static byte[] Mangle(byte[] whole, Random random)
    {
        var changed = whole.ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(changed.Count);
            switch (random.Next(3))
            {
                case 0:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 1:
                    changed.RemoveRange(at, Math.Min(random.Next(1, 8), changed.Count - at - 1));
                    break;
                default:
                    changed.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. changed];
    }

    private TrustBundle Bundle() => TrustBundle.Find([_authority.Pem], out _)!;

    private CertificateVerdict Verify(X509Certificate2 certificate) => Verify(certificate.RawData);

    private CertificateVerdict Verify(byte[] certificate) => CertificateVerifier.Verify(certificate, Bundle(), CertificatePurpose.Client, Now);

    private void AssertRefused(X509Certificate2 certificate, string reason)
    {
        var verdict = Verify(certificate);

        Assert.Equal(CertificateOutcome.Refused, verdict.Outcome);
        Assert.False(verdict.IsGenuine);
        Assert.Contains(reason, verdict.Reason, StringComparison.Ordinal);
    }
}
