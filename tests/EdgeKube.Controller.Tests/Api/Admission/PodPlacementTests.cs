using EdgeKube.Controller.Api;
using EdgeKube.Controller.Tests.Api;

namespace EdgeKube.Controller.Tests.Api.Admission;

/// <summary>Gates, priority and runtime classes of pods, as the API admits them.</summary>
public sealed class PodPlacementTests : IDisposable
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Gates_MayOnlyBeTakenAway_AndHoldABindingBack()
    {
        var pod = await _api.CreateAsync(Pods, Pod("\"schedulingGates\":[{\"name\":\"example.com/a\"},{\"name\":\"example.com/b\"}],"));
        Assert.Equal("SchedulingGated", (string)pod["status"]!["conditions"]![0]!["reason"]!);
        var bound = await _api.SendAsync("POST", Pods + "/p/binding", """{"target":{"kind":"Node","name":"n1"}}""");
        Assert.Equal((409, true), (bound.Code, bound.Message.EndsWith("pod p has non-empty .spec.schedulingGates", StringComparison.Ordinal)));

        var less = await PatchAsync("""{"spec":{"schedulingGates":[{"name":"example.com/b"}]}}""");
        Assert.True(less.Code == 200, less.Text);
        var more = await PatchAsync("""{"spec":{"schedulingGates":[{"name":"example.com/b"},{"name":"example.com/c"}]}}""");
        Assert.EndsWith("spec.schedulingGates: Forbidden: only deletion is allowed, but found new scheduling gate 'example.com/c'", more.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await PatchAsync("""{"spec":{"schedulingGates":null}}""")).Code);
    }

    [Fact]
    public async Task EphemeralContainers_ComeByTheirOwnDoorAndStay()
    {
        const string Door = Pods + "/p/ephemeralcontainers", Patch = "application/strategic-merge-patch+json";
        Assert.Equal(422, (await _api.SendAsync("POST", Pods, Pod("\"ephemeralContainers\":[{\"name\":\"d\",\"image\":\"i\"}],"))).Code);
        await _api.CreateAsync(Pods, Pod(""));
        var added = await _api.SendAsync("PATCH", Door, """{"spec":{"ephemeralContainers":[{"name":"d","image":"i","targetContainerName":"a"}]}}""", Patch);
        Assert.True(added.Code == 200, added.Text);
        Assert.Equal((2, "File"), ((int)added.Json["metadata"]!["generation"]!, (string)added.Json["spec"]!["ephemeralContainers"]![0]!["terminationMessagePolicy"]!));

        var changed = await _api.SendAsync("PATCH", Door, """{"spec":{"ephemeralContainers":[{"name":"d","image":"other"}]}}""", Patch);
        Assert.EndsWith("existing ephemeral containers \"d\" may not be changed", changed.Message, StringComparison.Ordinal);
        Assert.Equal(422, (await _api.SendAsync("PATCH", Door, """{"spec":{"ephemeralContainers":[{"name":"e","image":"i","ports":[{"containerPort":1}]}]}}""", Patch)).Code);
        Assert.Equal(422, (await PatchAsync("""{"spec":{"ephemeralContainers":[{"name":"f","image":"i"}]}}""")).Code);

        await _api.SendAsync("PATCH", "/api/v1/namespaces/default", """{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"baseline"}}}""", "application/merge-patch+json");
        var privileged = await _api.SendAsync("PATCH", Door, """{"spec":{"ephemeralContainers":[{"name":"g","image":"i","securityContext":{"privileged":true}}]}}""", Patch);
        Assert.Equal(403, privileged.Code);
    }

    [Fact]
    public async Task Priority_FollowsFromItsClass()
    {
        await PriorityClassSeed.EnsureAsync(_api.Resources, CancellationToken.None);
        var pod = await _api.CreateAsync(Pods, Pod("\"priorityClassName\":\"system-node-critical\","));
        Assert.Equal(2_000_001_000, (int)pod["spec"]!["priority"]!);

        var unknown = await _api.SendAsync("POST", Pods, Pod("\"priorityClassName\":\"gold\",", "q"));
        Assert.EndsWith("no PriorityClass with name gold was found", unknown.Message, StringComparison.Ordinal);
        var other = await _api.SendAsync("POST", Pods, Pod("\"priority\":7,", "q"));
        Assert.EndsWith("the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name", other.Message, StringComparison.Ordinal);

        await _api.CreateAsync("/apis/scheduling.k8s.io/v1/priorityclasses", """{"metadata":{"name":"usual"},"value":5,"globalDefault":true,"preemptionPolicy":"Never"}""");
        var usual = await _api.CreateAsync(Pods, Pod("", "q"));
        Assert.Equal((5, "usual", "Never"), ((int)usual["spec"]!["priority"]!, (string)usual["spec"]!["priorityClassName"]!, (string)usual["spec"]!["preemptionPolicy"]!));
    }

    [Fact]
    public async Task RuntimeClass_BringsOverheadAndPlace()
    {
        await _api.CreateAsync(
            "/apis/node.k8s.io/v1/runtimeclasses",
            """{"metadata":{"name":"vm"},"handler":"kata","overhead":{"podFixed":{"cpu":"250m","memory":"64Mi"}},"scheduling":{"nodeSelector":{"kvm":"yes"},"tolerations":[{"key":"vm","operator":"Exists"}]}}""");
        var pod = await _api.CreateAsync(Pods, Pod("\"runtimeClassName\":\"vm\","));
        Assert.Equal("""{"cpu":"250m","memory":"64Mi"}""", pod["spec"]!["overhead"]!.ToJsonString());
        Assert.Equal("yes", (string)pod["spec"]!["nodeSelector"]!["kvm"]!);
        Assert.Contains(pod["spec"]!["tolerations"]!.AsArray(), toleration => (string?)toleration!["key"] == "vm");

        Assert.EndsWith("pod rejected: RuntimeClass \"none\" not found", await RefusedAsync("\"runtimeClassName\":\"none\","), StringComparison.Ordinal);
        Assert.EndsWith("pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead", await RefusedAsync("\"overhead\":{\"cpu\":\"1\"},"), StringComparison.Ordinal);
        Assert.EndsWith("pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead", await RefusedAsync("\"runtimeClassName\":\"vm\",\"overhead\":{\"cpu\":\"1\"},"), StringComparison.Ordinal);
        Assert.EndsWith("pod.spec.nodeSelector[kvm] = no", await RefusedAsync("\"runtimeClassName\":\"vm\",\"nodeSelector\":{\"kvm\":\"no\"},"), StringComparison.Ordinal);
    }

    private static string Pod(string more, string name = "p") => "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{" + more + "\"containers\":[{\"name\":\"a\",\"image\":\"i\"}]}}";

    private Task<ApiAnswer> PatchAsync(string body) => _api.SendAsync("PATCH", Pods + "/p", body, "application/merge-patch+json");

    private async Task<string> RefusedAsync(string more)
    {
        var answer = await _api.SendAsync("POST", Pods, Pod(more, "r"));
        Assert.Equal(403, answer.Code);
        return answer.Message;
    }
}
