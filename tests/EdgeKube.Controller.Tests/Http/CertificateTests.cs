using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Http;

/// <summary>Certificates for people by kubectl: asked for, approved or denied, and signed by the cluster's authority.</summary>
public sealed class CertificateTests(KubectlFixture kubectl) : IClassFixture<KubectlFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Approve_RequestOfAClient_IsSignedAndLetsIn()
    {
        await AskAsync("ann", "O=dev, CN=ann");
        Assert.Contains("Pending", (await kubectl.RunAsync("get csr ann")).Output, StringComparison.Ordinal);
        Assert.Equal("certificatesigningrequest.certificates.k8s.io/ann approved\n", (await kubectl.RunAsync("certificate approve ann")).Output);

        var pem = "";
        await Eventually.True(
            async () => (pem = Encoding.UTF8.GetString(Convert.FromBase64String((await kubectl.RunAsync("get csr ann -o jsonpath={.status.certificate}")).Output))).Length > 0, Limit);

        using var certificate = X509Certificate2.CreateFromPem(pem);
        var principal = kubectl.Host.Trust.Gate.Check(certificate.RawDataMemory).Principal!;
        Assert.Equal(("ann", "dev"), (principal.Caller.Name, principal.Groups.Single()));
        Assert.True(certificate.NotAfter.ToUniversalTime() < TimeProvider.System.GetUtcNow().AddHours(2));
        Assert.Contains("Approved,Issued", (await kubectl.RunAsync("get csr ann")).Output, StringComparison.Ordinal);
        Assert.Contains("may not remove a condition of type \"Approved\"", (await DecideAsync("ann", "Denied")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deny_Request_IsNeverSigned()
    {
        await AskAsync("eve", "CN=eve");

        Assert.Equal("certificatesigningrequest.certificates.k8s.io/eve denied\n", (await kubectl.RunAsync("certificate deny eve")).Output);
        Assert.Contains("Denied", (await kubectl.RunAsync("get csr eve")).Output, StringComparison.Ordinal);
        Assert.Contains("mutually exclusive", (await DecideAsync("eve", "Denied", "Approved")).Errors, StringComparison.Ordinal);
        Assert.Equal("", (await kubectl.RunAsync("get csr eve -o jsonpath={.status.certificate}")).Output);
    }

    [Fact]
    public async Task Approve_GroupOfTheCluster_IsFailedByTheSigner()
    {
        await AskAsync("mallory", "O=system:masters, CN=mallory");
        await kubectl.RunAsync("certificate approve mallory");

        await Eventually.True(async () => (await kubectl.RunAsync("get csr mallory")).Output.Contains("Failed", StringComparison.Ordinal), Limit);
        Assert.Contains("group \"system:masters\" cannot be had by request", (await kubectl.RunAsync("get csr mallory -o yaml")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_WithoutTheRightToTheSigner_IsRefused()
    {
        await AskAsync("bob", "CN=bob");
        Assert.Equal(0, (await kubectl.RunAsync("create clusterrole approver --verb=get,list,update,patch --resource=certificatesigningrequests,certificatesigningrequests/approval")).Exit);
        Assert.Equal(0, (await kubectl.RunAsync("create clusterrolebinding approver --clusterrole=approver --user=bob")).Exit);

        var refused = await kubectl.RunAsync("certificate approve bob --as=bob");

        Assert.Contains("user not permitted to approve requests with signerName \"kubernetes.io/kube-apiserver-client\"", refused.Errors, StringComparison.Ordinal);
    }

    private Task<EdgeKube.Testing.Processes.ProcessResult> DecideAsync(string name, params string[] types)
    {
        var conditions = types.Select(type => $$"""{"type":"{{type}}","status":"True","reason":"r","message":"m"}""");
        return kubectl.RunAsync(["patch", "csr", name, "--subresource=approval", "--type=merge", "-p", $$$"""{"status":{"conditions":[{{{string.Join(',', conditions)}}}]}}"""]);
    }

    private async Task AskAsync(string name, string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var created = await kubectl.RunAsync(
            "create -f -",
            $$"""
            apiVersion: certificates.k8s.io/v1
            kind: CertificateSigningRequest
            metadata: {name: {{name}}}
            spec:
              request: {{Convert.ToBase64String(Encoding.ASCII.GetBytes(pem))}}
              signerName: kubernetes.io/kube-apiserver-client
              expirationSeconds: 3600
              usages: [client auth]
            """);
        Assert.True(created.Exit == 0, created.ToString());
    }
}
