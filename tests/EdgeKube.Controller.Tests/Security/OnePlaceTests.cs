using System.Text.RegularExpressions;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Security;

/// <summary>What decides over trust is in one place each, for whoever wants to read it: held against the sources themselves.</summary>
public sealed class OnePlaceTests
{
    [Theory]
    [InlineData(@"X509SignatureGenerator|CreateSelfSigned\(", "Authority.cs LeafIssuer.cs")]
    [InlineData(@"\.VerifyData\(certificate|\.VerifyHash\(certificate|X509Chain\b|SslPolicyErrors\.", "CertificateVerifier.cs")]
    [InlineData(@"new EnrolledKey\b", "AdministratorFile.cs CertificateHandler.cs CertificateSigner.cs")]
    public void Sources_OfThePrograms_DoItNowhereElse(string what, string files)
    {
        var found = new[] { "agent", "controller", "shared" }
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && Regex.IsMatch(File.ReadAllText(path), what))
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

        Assert.Equal(files, string.Join(' ', found));
    }
}
