namespace EdgeKube.Controller.Tests.Api.Admission;

public sealed class CertificateAdmissionTests : IDisposable
{
    private const string Requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

    private readonly ApiFixture _api = new();

    [Fact]
    public async Task Create_ByWhomever_TellsWhoItWas()
    {
        var created = await _api.CreateAsync(
            Requests, """{"metadata":{"name":"r"},"spec":{"signerName":"example.com/x","usages":["client auth"],"request":"YQ==","username":"somebody-else","groups":["system:nodes"],"uid":"u"}}""");

        Assert.Equal("admin", (string)created["spec"]!["username"]!);
        Assert.DoesNotContain("system:nodes", created["spec"]!["groups"]!.AsArray().Select(group => (string)group!));
        Assert.Null(created["spec"]!["uid"]);
    }

    [Fact]
    public async Task Update_OfTheRequest_ChangesNothing()
    {
        await _api.CreateAsync(Requests, """{"metadata":{"name":"r"},"spec":{"signerName":"example.com/x","usages":["client auth"],"request":"YQ=="}}""");

        var answer = await _api.SendAsync("PATCH", $"{Requests}/r", """{"spec":{"username":"system:masters"}}""", "application/merge-patch+json");

        Assert.Equal("admin", (string)answer.Json["spec"]!["username"]!);
    }

    public void Dispose() => _api.Dispose();
}
