using System.Security.Cryptography;
using EdgeKube.Link.Trust;

namespace EdgeKube.Link.Tests.Trust;

public sealed class EnrollmentTokenTests
{
    private static readonly P256Key Authority = NewKey();

    [Fact]
    public void Format_AndFind_GiveItBack()
    {
        var token = EnrollmentToken.New(Authority);
        var read = EnrollmentToken.Find(token.Format());

        Assert.Equal((token.Id, token.Authority), (read!.Id, read.Authority));
        Assert.True(token.Secret.Span.SequenceEqual(read.Secret.Span));
        Assert.Equal($"enroll:{token.Id}", read.Identity.ToString());
        Assert.DoesNotContain(token.Format()[10..], $"{token}", StringComparison.Ordinal);
    }

    [Fact]
    public void New_Twice_DiffersInIdAndSecret()
    {
        var (first, second) = (EnrollmentToken.New(Authority), EnrollmentToken.New(Authority));

        Assert.NotEqual(first.Id, second.Id);
        Assert.False(first.Secret.Span.SequenceEqual(second.Secret.Span));
    }

    [Fact]
    public void Find_AnotherText_IsNull()
    {
        var text = EnrollmentToken.New(Authority).Format();

        Assert.All(
            ["", "ek1.", text[4..], "ek2." + text[4..], text[..^1], text + "A", text[..^1] + "*", text.ToUpperInvariant()[..4] + text[4..], new string('A', 100_000)],
            wrong => Assert.Null(EnrollmentToken.Find(wrong)));
    }

    [Fact]
    public void Matches_OnlyTheSecret_IsTrue()
    {
        var token = EnrollmentToken.New(Authority);
        var hash = EnrollmentToken.HashOf(token.Secret.Span);

        Assert.True(EnrollmentToken.Matches(token.Secret.Span, hash));
        Assert.False(EnrollmentToken.Matches(token.Secret.Span[1..], hash));
        Assert.False(EnrollmentToken.Matches([], hash));
        Assert.False(EnrollmentToken.Matches(token.Secret.Span, hash[2..]));
        Assert.False(EnrollmentToken.Matches(token.Secret.Span, "not hexadecimal"));
        Assert.False(EnrollmentToken.Matches(EnrollmentToken.New(Authority).Secret.Span, hash));
    }

    private static P256Key NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return P256Key.Of(key);
    }
}
