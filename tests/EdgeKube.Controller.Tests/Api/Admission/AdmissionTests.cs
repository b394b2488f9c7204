using EdgeKube.Api;
using EdgeKube.Controller.Tests.Reconcilers;

namespace EdgeKube.Controller.Tests.Api.Admission;

/// <summary>Bounds, quotas and Pod Security Standards; messages as recorded from a Kubernetes v1.36.2 (validation/quota, validation/podsecurity).</summary>
public sealed class AdmissionTests : IDisposable
{
    private const string Core = "/api/v1/namespaces/default";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("""{"name":"a","image":"i","resources":{"limits":{"cpu":"2"}}}""", "[maximum cpu usage per Container is 1, but limit is 2, maximum cpu usage per Pod is 1500m, but limit is 2]")]
    [InlineData("""{"name":"a","image":"i","resources":{"limits":{"cpu":"1"}}},{"name":"b","image":"i","resources":{"limits":{"cpu":"1"}}}""", "maximum cpu usage per Pod is 1500m, but limit is 2")]
    [InlineData("""{"name":"a","image":"i","resources":{"limits":{"memory":"1Gi"},"requests":{"memory":"100Mi"}}}""", "memory max limit to request ratio per Container is 2, but provided ratio is 10.240000")]
    public async Task LimitRange_Exceeded_Refused(string containers, string message)
    {
        await CreateLimitsAsync();
        var answer = await CreatePodAsync(containers);

        Assert.Equal((403, $"pods \"p\" is forbidden: {message}"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task LimitRange_NothingNamed_FilledIn()
    {
        await CreateLimitsAsync();
        var pod = (await CreatePodAsync("""{"name":"a","image":"i","resources":{"requests":{"cpu":"200m"}}}""")).Json;

        Assert.Equal("""{"limits":{"cpu":"1","memory":"200Mi"},"requests":{"cpu":"200m","memory":"100Mi"}}""", pod["spec"]!["containers"]![0]!["resources"]!.ToJsonString());
        Assert.Equal(
            "LimitRanger plugin set: memory request for container a; cpu, memory limit for container a",
            (string)pod["metadata"]!["annotations"]!["kubernetes.io/limit-ranger"]!);
    }

    [Theory]
    [InlineData("", "failed quota: q: must specify limits.memory for: a; requests.cpu for: a")]
    [InlineData(",\"resources\":{\"requests\":{\"cpu\":\"600m\"},\"limits\":{\"memory\":\"10Mi\"}}", "exceeded quota: q, requested: requests.cpu=600m, used: requests.cpu=0, limited: requests.cpu=500m")]
    [InlineData(",\"resources\":{\"requests\":{\"cpu\":\"600m\"},\"limits\":{\"memory\":\"10Gi\"}}", "exceeded quota: q, requested: limits.memory=10Gi,requests.cpu=600m, used: limits.memory=0,requests.cpu=0, limited: limits.memory=1Gi,requests.cpu=500m")]
    public async Task Quota_Exceeded_Refused(string resources, string message)
    {
        await CreateQuotaAsync("""{"requests.cpu":"500m","limits.memory":"1Gi"}""");
        var answer = await CreatePodAsync($$"""{"name":"a","image":"i"{{resources}}}""");

        Assert.Equal((403, $"pods \"p\" is forbidden: {message}"), (answer.Code, answer.Message));
    }

    [Theory]
    [InlineData("""{"requests":{"cpu":"400m"},"limits":{"memory":"1Gi"}}""", null)]
    [InlineData("""{"requests":{"cpu":"600m"},"limits":{"memory":"1Gi"}}""", "exceeded quota: q, requested: requests.cpu=600m, used: requests.cpu=0, limited: requests.cpu=500m")]
    [InlineData("""{"requests":{"cpu":"400m"}}""", null)]
    public async Task Quota_PodThatAsksAsAWhole_CountsWhatItSays(string resources, string? message)
    {
        await CreateQuotaAsync("""{"requests.cpu":"500m","limits.memory":"1Gi"}""");
        var answer = await _api.SendAsync("POST", Core + "/pods", $$$"""{"metadata":{"name":"p"},"spec":{"resources":{{{resources}}},"containers":[{"name":"a","image":"i"}]} }""");

        Assert.Equal(message is null ? (201, null) : (403, $"pods \"p\" is forbidden: {message}"), (answer.Code, answer.Code == 201 ? null : answer.Message));
    }

    [Fact]
    public async Task Quota_ManyAtOnce_NotOneTooMany()
    {
        await CreateQuotaAsync("""{"configmaps":"5"}""");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            _api.SendAsync("POST", Core + "/configmaps", $$$"""{"metadata":{"name":"c{{{i}}}"} }"""))));

        Assert.Equal(5, answers.Count(answer => answer.Code == 201));
        Assert.Equal("5", $"{_api.Resources.Find<ResourceQuota>("default", "q")!.Status!.Used!["configmaps"]}");
    }

    [Fact]
    public async Task Quota_GivenBack_IsCounted()
    {
        await using var cluster = new TestCluster();
        await cluster.CreateAsync("""{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q"},"spec":{"hard":{"secrets":"1"}}}""");
        await cluster.CreateAsync("""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"}}""");
        Assert.Equal("1", Used());
        await cluster.Resources.DeleteAsync<Secret>("default", "s", new DeleteOptions(), CancellationToken.None);

        await cluster.Until(() => Used() == "0");
        string Used() => $"{cluster.Resources.Find<ResourceQuota>("default", "q")!.Status?.Used?.GetValueOrDefault("secrets")}";
    }

    [Theory]
    [InlineData("baseline", """{"name":"a","image":"i","securityContext":{"privileged":true}}""", "privileged (container \"a\" must not set securityContext.privileged=true)")]
    [InlineData("baseline", """{"name":"a","image":"i","securityContext":{"capabilities":{"add":["SYS_ADMIN","NET_BIND_SERVICE"]}}}""", "non-default capabilities (container \"a\" must not include \"SYS_ADMIN\" in securityContext.capabilities.add)")]
    [InlineData("restricted", """{"name":"a","image":"i"},{"name":"b","image":"i","securityContext":{"runAsUser":0}}""", "allowPrivilegeEscalation != false (containers \"a\", \"b\" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (containers \"a\", \"b\" must set securityContext.capabilities.drop=[\"ALL\"]), runAsNonRoot != true (pod or containers \"a\", \"b\" must set securityContext.runAsNonRoot=true), runAsUser=0 (container \"b\" must not set runAsUser=0), seccompProfile (pod or containers \"a\", \"b\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")")]
    public async Task PodSecurity_Enforced_Refused(string level, string containers, string message)
    {
        await LabelAsync("enforce", level);
        var answer = await CreatePodAsync(containers);

        Assert.Equal((403, $"pods \"p\" is forbidden: violates PodSecurity \"{level}:latest\": {message}"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task PodSecurity_Warned_IsToldAndAdmitted()
    {
        await LabelAsync("warn", "restricted");
        var answer = await CreatePodAsync("""{"name":"a","image":"i"}""");

        Assert.Equal(201, answer.Code);
        Assert.StartsWith("would violate PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false", Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PodSecurity_KeptStandard_Admitted()
    {
        await LabelAsync("enforce", "restricted");
        var answer = await _api.SendAsync(
            "POST",
            Core + "/pods",
            """{"metadata":{"name":"p"},"spec":{"securityContext":{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}},"containers":[{"name":"a","image":"i","securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}}""");

        Assert.True(answer.Code == 201, answer.Text);
    }

    [Fact]
    public async Task PodSecurity_Labels_CheckedAndToldOfExistingPods()
    {
        await CreatePodAsync("""{"name":"a","image":"i"}""");
        var answer = await LabelAsync("enforce", "restricted");
        var faulty = await _api.SendAsync("POST", "/api/v1/namespaces", """{"metadata":{"name":"x","labels":{"pod-security.kubernetes.io/enforce":"foo"}}}""");

        Assert.Equal(["existing pods in namespace \"default\" violate the new PodSecurity enforce level \"restricted:latest\"", "p: allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile"], answer.Warnings);
        Assert.Equal(
            "Namespace \"x\" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: \"foo\": must be one of privileged, baseline, restricted",
            faulty.Message);
    }

    private Task<ApiAnswer> CreatePodAsync(string containers) =>
        _api.SendAsync("POST", Core + "/pods", $$$"""{"metadata":{"name":"p"},"spec":{"containers":[{{{containers}}}]} }""");

    private Task CreateLimitsAsync() => _api.CreateAsync(
        Core + "/limitranges",
        """{"metadata":{"name":"l"},"spec":{"limits":[{"type":"Container","max":{"cpu":"1"},"default":{"memory":"200Mi"},"defaultRequest":{"memory":"100Mi"},"maxLimitRequestRatio":{"memory":"2"}},{"type":"Pod","max":{"cpu":"1500m"}}]}}""");

    private Task CreateQuotaAsync(string hard) => _api.CreateAsync(Core + "/resourcequotas", $$$"""{"metadata":{"name":"q"},"spec":{"hard":{{{hard}}}} }""");

    private Task<ApiAnswer> LabelAsync(string mode, string level) => _api.SendAsync(
        "PATCH", "/api/v1/namespaces/default", $$$"""{"metadata":{"labels":{"pod-security.kubernetes.io/{{{mode}}}":"{{{level}}}"} } }""", "application/merge-patch+json");
}
