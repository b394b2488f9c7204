using EdgeKube.Controller.Security.ServiceAccounts;

namespace EdgeKube.Controller.Tests.Security.ServiceAccounts;

public sealed class TokenTextTests
{
    private static readonly TokenKey Key = TokenKey.New();
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private static readonly TokenClaims Claims = new()
    {
        Id = "id",
        Audiences = ["a", "b"],
        IssuedAt = Now,
        Expires = Now.AddHours(1),
        Namespace = "default",
        Account = "robot",
        AccountUid = "u",
        Bound = new BoundObject("Pod", "p", "q"),
    };

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var read = TokenText.Read(TokenText.Write(Claims, Key), [TokenKey.New(), Key])!;

        Assert.Equal(Claims with { Audiences = read.Audiences }, read);
        Assert.Equal(Claims.Audiences, read.Audiences);
    }

    [Fact]
    public void Read_AnotherKey_IsNothing() => Assert.Null(TokenText.Read(TokenText.Write(Claims, Key), [TokenKey.New()]));

    [Fact]
    public void Read_AnyByteChanged_IsNothing()
    {
        var token = TokenText.Write(Claims, Key);
        for (var i = 0; i < token.Length - 1; i++)
        {
            var changed = token.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            Assert.Null(TokenText.Read(new string(changed), [Key]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    [InlineData("é.é.é")]
    public void Read_Nonsense_IsNothing(string token) => Assert.Null(TokenText.Read(token, [Key]));

    // {"alg":"none","kid":"…"}: a token that says that it needs no signature.
    [Fact]
    public void Read_WithoutAlgorithm_IsNothing()
    {
        var parts = TokenText.Write(Claims, Key).Split('.');
        var head = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes($$"""{"alg":"none","kid":"{{Key.Id}}"}"""));

        Assert.Null(TokenText.Read($"{head}.{parts[1]}.", [Key]));
        Assert.Null(TokenText.Read($"{head}.{parts[1]}.{parts[2]}", [Key]));
    }
}
