using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers.Certificates;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Tests.Api;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Reconcilers.Certificates;

public sealed class CleaningTests
{
    private static readonly DateTimeOffset Created = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", 23.9, null)]
    [InlineData("", 24.1, "Pending for more than 24 h")]
    [InlineData("Approved", 0.9, null)]
    [InlineData("Approved", 1.1, "Approved more than 1 h ago")]
    [InlineData("Denied", 1.1, "Denied more than 1 h ago")]
    [InlineData("Failed", 0.9, null)]
    [InlineData("Failed", 1.1, "Failed more than 1 h ago")]
    public void Plan_Age_DecidesByWhatWasDecided(string condition, double hours, string? reason)
    {
        var request = Request(condition);

        Assert.Equal(reason, CleaningPlanner.Plan(request, new TimeReading(Created.AddHours(hours), true)));
        Assert.Null(CleaningPlanner.Plan(request, new TimeReading(Created.AddHours(hours), false)));
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(11, "CertificateExpired")]
    public void Plan_CertificateThatIsOver_IsGone(double minutes, string? reason)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=a", key, HashAlgorithmName.SHA256)
            .Create(new X500DistinguishedName("CN=ca"), X509SignatureGenerator.CreateForECDsa(key), Created, Created.AddMinutes(10), [1]);
        var pem = Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));

        Assert.Equal(reason, CleaningPlanner.Plan(Request("Approved", pem), new TimeReading(Created.AddMinutes(minutes), true)));
    }

    [Fact]
    public void Plan_CertificateThatIsNone_StaysAsLongAsItsDecision() =>
        Assert.Null(CleaningPlanner.Plan(Request("Approved", "AAAA"), new TimeReading(Created.AddMinutes(50), true)));

    [Theory]
    [InlineData(true, 404)]
    [InlineData(false, 200)]
    public async Task Clean_OldRequest_GoesOnlyByAClockThatIsVouchedFor(bool vouched, int code)
    {
        const string Path = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
        var directory = Directory.CreateTempSubdirectory("ek-clean-");
        try
        {
            using var api = new ApiFixture();
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var pem = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=ann", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
            await api.CreateAsync(Path, $$$"""
                {"metadata":{"name":"ann"},"spec":{"request":"{{{Convert.ToBase64String(Encoding.ASCII.GetBytes(pem))}}}","signerName":"kubernetes.io/kube-apiserver-client","usages":["client auth"]} }
                """);
            var clock = TrustedClock.Open(System.IO.Path.Combine(directory.FullName, "time"), new ManualTimeProvider(TimeProvider.System.GetUtcNow().AddHours(25)), () => vouched);

            await new CertificateCleaner(api.Resources, clock, NullLogger<CertificateCleaner>.Instance).CleanAsync(CancellationToken.None);

            Assert.Equal(code, (await api.SendAsync("GET", $"{Path}/ann")).Code);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static SchemaObject Request(string condition, string? certificate = null)
    {
        var conditions = condition.Length == 0 ? "" : $$"""{"type":"{{condition}}","status":"True","lastUpdateTime":"2026-05-01T12:00:00Z"}""";
        var issued = certificate is null ? "" : $"\"certificate\":\"{certificate}\",";
        var json = $$$"""
            {"kind":"CertificateSigningRequest","apiVersion":"certificates.k8s.io/v1","metadata":{"name":"r","creationTimestamp":"2026-05-01T12:00:00Z"},
             "spec":{},"status":{ {{{issued}}} "conditions":[{{{conditions}}}]} }
            """;
        return JsonSerializer.Deserialize(json, SchemaJsonContext.Default.SchemaObject)!;
    }
}
