using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Tests.Api.Kinds;

/// <summary>What kinds with schema files do beyond their files; the recordings hold the rest of it.</summary>
public sealed class KindRulesTests : IDisposable
{
    private const string Pods = """{"metadata":{"labels":{"a":"b"}},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"x"}]}}""";
    private const string Running = """{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x"}]}}""";
    private const string Jobs = "/apis/batch/v1/namespaces/default/jobs";
    private const string Sets = "/apis/apps/v1/namespaces/default/daemonsets";

    private readonly ApiFixture _api = new();

    [Fact]
    public async Task Create_Job_FindsItsPodsByItsUid()
    {
        var job = await CreateJobAsync();

        var uid = (string)job["metadata"]!["uid"]!;
        Assert.Equal(uid, (string)job["spec"]!["selector"]!["matchLabels"]!["batch.kubernetes.io/controller-uid"]!);
        Assert.Equal(uid, (string)job["spec"]!["template"]!["metadata"]!["labels"]!["controller-uid"]!);
        Assert.Equal(6, (int)job["spec"]!["backoffLimit"]!);
    }

    [Fact]
    public async Task Put_JobAsItWasWritten_ChangesNothing()
    {
        var job = await CreateJobAsync();

        var answer = await _api.SendAsync("PUT", $"{Jobs}/j", Job());

        Assert.Equal(200, answer.Code);
        Assert.Equal((string)job["metadata"]!["resourceVersion"]!, (string)answer.Json["metadata"]!["resourceVersion"]!);
    }

    [Fact]
    public async Task Patch_JobsTemplate_IsRefused()
    {
        await CreateJobAsync();

        var answer = await _api.SendAsync("PATCH", $"{Jobs}/j", """{"spec":{"template":{"spec":{"restartPolicy":"OnFailure"}}}}""", "application/merge-patch+json");

        Assert.Equal(422, answer.Code);
        Assert.Contains("spec.template: Invalid value", answer.Text);
        Assert.Contains("field is immutable", answer.Text);
    }

    [Fact]
    public async Task Patch_DaemonSet_CountsTemplates()
    {
        await _api.CreateAsync(Sets, $$$"""{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{{{Running}}} } }""");

        var same = await PatchSetAsync("""{"spec":{"minReadySeconds":3}}""");
        var changed = await PatchSetAsync("""{"spec":{"template":{"spec":{"hostNetwork":true}}}}""");

        Assert.Equal("1", Templates(same));
        Assert.Equal("2", Templates(changed));
        Assert.Equal(3, (int)changed["metadata"]!["generation"]!);
    }

    [Theory]
    [InlineData("* * *", "expected exactly 5 fields, found 3: [* * *]")]
    [InlineData("61 * * * *", "end of range (61) above maximum (59): 61")]
    [InlineData("* * * foo *", "failed to parse int from foo")]
    [InlineData("*/0 * * * *", "step of range should be a positive number: */0")]
    [InlineData("TZ=UTC * * * * *", "cannot use TZ or CRON_TZ in schedule, use timeZone field instead")]
    [InlineData("@often", "unrecognized descriptor: @often")]
    public async Task Create_CronJobWithoutSchedule_IsRefused(string schedule, string message)
    {
        var answer = await CreateCronJobAsync(schedule);

        Assert.Equal(422, answer.Code);
        Assert.Contains(message, answer.Text);
    }

    [Theory]
    [InlineData("*/5 0-12/2 1,15 JAN-mar mon")]
    [InlineData("@daily")]
    public async Task Create_CronJobWithSchedule_IsTaken(string schedule) => Assert.Equal(201, (await CreateCronJobAsync(schedule)).Code);

    [Fact]
    public async Task Create_FaultsOfManyFields_AreAllTold()
    {
        var answer = await _api.SendAsync(
            "POST", "/apis/networking.k8s.io/v1/namespaces/default/ingresses", """{"metadata":{"name":"i"},"spec":{"rules":[{"host":"a_b","http":{"paths":[{"path":"x","pathType":"Prefix","backend":{}}]}}]}}""");

        Assert.Equal(
            ["spec.rules[0].host", "spec.rules[0].http.paths[0].path", "spec.rules[0].http.paths[0].backend"],
            answer.Json["details"]!["causes"]!.AsArray().Select(cause => (string)cause!["field"]!));
    }

    [Fact]
    public async Task List_Endpoints_TellsOfItsSuccessor() =>
        Assert.Equal(["v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"], (await _api.SendAsync("GET", "/api/v1/namespaces/default/endpoints")).Warnings);

    [Fact]
    public async Task Create_PodWithDoubledVariable_Warns()
    {
        var answer = await _api.SendAsync(
            "POST", "/api/v1/namespaces/default/pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"x","env":[{"name":"A","value":"1"},{"name":"A","value":"2"}]}]}}""");

        Assert.Equal(["spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply"], answer.Warnings);
    }

    public void Dispose() => _api.Dispose();

    private static string Job() => $$$"""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"},"spec":{"template":{{{Pods}}} } }""";

    private static string Templates(JsonNode set) => (string)set["metadata"]!["annotations"]!["deprecated.daemonset.template.generation"]!;

    private Task<JsonNode> CreateJobAsync() => _api.CreateAsync(Jobs, Job());

    private async Task<JsonNode> PatchSetAsync(string patch) => (await _api.SendAsync("PATCH", $"{Sets}/d", patch, "application/merge-patch+json")).Json;

    private Task<ApiAnswer> CreateCronJobAsync(string schedule) => _api.SendAsync(
        "POST",
        "/apis/batch/v1/namespaces/default/cronjobs",
        $$$"""{"metadata":{"name":"c"},"spec":{"schedule":"{{{schedule}}}","jobTemplate":{"spec":{"template":{{{Pods}}} } } } }""");
}
