using System.Security.Cryptography;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Tests.Security;

/// <summary>What a device sends to be certified: hostile until its key has signed it.</summary>
public sealed class SigningRequestTests
{
    [Fact]
    public void FindKey_EveryBitFlippedAndEveryLength_IsRefusedAndNeverThrows()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var good = Convert.FromBase64String(TrustClient.SigningRequest(key));
        Assert.Equal(P256Key.Of(key), SigningRequest.FindKey(Convert.ToBase64String(good), out _));

        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            var flipped = (byte[])good.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(SigningRequest.FindKey(Convert.ToBase64String(flipped), out var fault) is null, $"bit {bit}");
            Assert.NotEmpty(fault!);
        }

        for (var length = 0; length < good.Length; length++)
        {
            Assert.Null(SigningRequest.FindKey(Convert.ToBase64String(good.AsSpan(0, length)), out _));
        }
    }

    [Fact]
    public void FindKey_AnotherKeyThanTheOneThatSigned_IsRefused()
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stolen = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Convert.FromBase64String(TrustClient.SigningRequest(own));
        var point = stolen.ExportParameters(false).Q;
        var at = request.AsSpan().IndexOf(own.ExportParameters(false).Q.X);
        point.X!.CopyTo(request, at);
        point.Y!.CopyTo(request, at + 32);

        Assert.Null(SigningRequest.FindKey(Convert.ToBase64String(request), out _));
    }
}
