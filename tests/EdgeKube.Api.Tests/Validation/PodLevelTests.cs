using System.Text.Json.Nodes;

namespace EdgeKube.Api.Tests.Validation;

/// <summary>What a pod asks for as a whole: its rules and its defaults.</summary>
public sealed class PodLevelTests
{
    [Theory]
    [InlineData("{requests: {cpu: 1}}", "{requests: {cpu: 600m}}", "spec.resources.requests[cpu]: Invalid value: \"1\": must be greater than or equal to aggregate container requests of 1200m")]
    [InlineData("{limits: {memory: 1Gi}}", "{limits: {memory: 2Gi}}", "spec.resources.containers[0][memory].limits: Invalid value: \"2Gi\": must be less than or equal to pod limits of 1Gi")]
    [InlineData("{limits: {cpu: 1}}", "{limits: {cpu: 600m}}", "spec.resources.requests: Invalid value: \"1200m\": must be less than or equal to cpu limit of 1")]
    [InlineData("{requests: {cpu: 2}, limits: {cpu: 1}}", "{}", "spec.resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData("{limits: {cpu: -1}}", "{}", "spec.resources.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("{limits: {ephemeral-storage: 1Gi}}", "{}", "spec.resources.limits[ephemeral-storage]: Unsupported value: \"ephemeral-storage\": supported values: \"cpu\", \"hugepages-\", \"memory\"")]
    [InlineData("{requests: {a.example/b: 1}}", "{}", "spec.resources.requests[a.example/b]: Unsupported value: \"a.example/b\": supported values: \"cpu\", \"hugepages-\", \"memory\"")]
    [InlineData("{limits: {cpus: 1}}", "{}", "spec.resources.limits[cpus]: Invalid value: \"cpus\": must be a standard resource type or fully qualified")]
    [InlineData("{limits: {hugepages-2Mi: 2Mi}}", "{}", "spec.resources.limits[hugepages-2Mi]: Forbidden: not implemented by EdgeKube")]
    public void Validate_WhatCannotBe_IsRefusedAsByKubernetes(string ofPod, string ofEach, string expected)
        => Assert.Contains(expected, Validator.Validate(Pod(ofPod, ofEach)).Select(error => $"{error}"));

    [Theory]
    [InlineData("{limits: {cpu: 1, memory: 1Gi}}", "{limits: {cpu: 500m, memory: 512Mi}}")]
    [InlineData("{requests: {cpu: 1}, limits: {cpu: 1}}", "{requests: {cpu: 100m}, limits: {cpu: 1}}")]
    [InlineData("{}", "{requests: {cpu: 100m}}")]
    public void Validate_WithinThePod_IsTaken(string ofPod, string ofEach) => Assert.Empty(Validator.Validate(Pod(ofPod, ofEach)));

    [Theory]
    [InlineData("{limits: {cpu: 1}}", "{}", "cpu=1", "cpu=1")]
    [InlineData("{limits: {cpu: 1}}", "{requests: {cpu: 100m, memory: 1Mi}}", "cpu=200m,memory=2Mi", "cpu=1")]
    [InlineData("{requests: {cpu: 100m}}", "{limits: {memory: 1Mi}}", "cpu=100m,memory=2Mi", "memory=2Mi")]
    [InlineData("{requests: {cpu: 100m}}", "{requests: {memory: 1Mi}}", "cpu=100m", "")]
    [InlineData("{}", "{limits: {memory: 1Mi}}", "", "")]
    public void Apply_LeftOut_FollowsFromTheContainersAndTheLimit(string ofPod, string ofEach, string requests, string limits)
    {
        var own = Pod(ofPod, ofEach).Spec!.Resources!;
        Assert.Equal((requests, limits), (Text(own.Requests), Text(own.Limits)));
    }

    [Fact]
    public void Requests_PodAndContainers_ThePodsOwnGoFirst()
    {
        var spec = Pod("{requests: {cpu: 1}}", "{requests: {cpu: 100m, memory: 1Mi, ephemeral-storage: 1Mi}}").Spec;
        Assert.Equal("cpu=1,ephemeral-storage=2Mi,memory=2Mi", Text(PodAmounts.Requests(spec)));
        Assert.Equal("", Text(PodAmounts.Limits(spec)));
    }

    [Theory]
    [InlineData("{hostnameOverride: pc-1.site.example}", "")]
    [InlineData("{hostnameOverride: ''}", "spec.hostnameOverride: Invalid value: \"\": ")]
    [InlineData("{hostnameOverride: Up}", "spec.hostnameOverride: Invalid value: \"Up\": ")]
    [InlineData("{hostnameOverride: a.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb}", "spec.hostnameOverride: Too long: may not be more than 64 bytes")]
    [InlineData("{hostnameOverride: a, setHostnameAsFQDN: true}", "spec.setHostnameAsFQDN: Forbidden: ")]
    [InlineData("{hostnameOverride: a, hostNetwork: true}", "spec.hostnameOverride: Forbidden: ")]
    [InlineData("{hostUsers: true}", "")]
    [InlineData("{hostUsers: false}", "spec.hostUsers: Forbidden: not implemented by EdgeKube")]
    public void Validate_HostnameAndUsers_RefusedWhereTheyCannotBe(string fields, string expected)
    {
        var errors = Validator.Validate(Read($"{fields[..^1]}, containers: [{{name: a, image: b}}]}}")).Select(error => $"{error}").ToArray();
        Assert.True(expected.Length == 0 ? errors.Length == 0 : errors.Any(error => error.StartsWith(expected, StringComparison.Ordinal)), string.Join('\n', errors));
    }

    [Theory]
    [InlineData("SIGUSR1", "os: {name: linux}, ", "")]
    [InlineData("SIGRTMAX-14", "os: {name: linux}, ", "")]
    [InlineData("SIGUSR1", "", "spec.containers[0].lifecycle.stopSignal: Forbidden: may not be set for containers with empty `spec.os.name`")]
    [InlineData("USR1", "os: {name: linux}, ", "spec.containers[0].lifecycle.stopSignal: Unsupported value: \"USR1\": supported values: \"SIGABRT\", ")]
    public void Validate_StopSignal_NeedsAnOsAndAName(string signal, string os, string expected)
    {
        var errors = Validator.Validate(Read($"{{{os}containers: [{{name: a, image: b, lifecycle: {{stopSignal: {signal}}}}}]}}")).Select(error => $"{error}").ToArray();
        Assert.True(expected.Length == 0 ? errors.Length == 0 : errors.Any(error => error.StartsWith(expected, StringComparison.Ordinal)), string.Join('\n', errors));
    }

    [Theory]
    [InlineData("SIGHUP", 1u)]
    [InlineData("SIGUSR2", 12u)]
    [InlineData("SIGCLD", 17u)]
    [InlineData("SIGSYS", 31u)]
    [InlineData("SIGRTMAX-14", 50u)]
    [InlineData("sighup", null)]
    public void FindNumber_Signal_IsThatOfLinux(string name, uint? number) => Assert.Equal(number, StopSignals.FindNumber(name));

    private static Pod Pod(string ofPod, string ofEach)
        => Read($"{{resources: {ofPod}, containers: [{{name: a, image: b, resources: {ofEach}}}, {{name: c, image: b, resources: {ofEach}}}]}}");

    private static Pod Read(string spec)
    {
        var decoded = new ReferenceCase("", $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p, namespace: default}}\nspec: {spec}", 0, new JsonObject()).Decode()!;
        Assert.Empty(decoded.Errors);
        return (Pod)Defaults.Apply(decoded.Object!);
    }

    private static string Text(IReadOnlyDictionary<string, Quantity>? amounts)
        => string.Join(',', (amounts ?? new Dictionary<string, Quantity>()).OrderBy(amount => amount.Key, StringComparer.Ordinal).Select(amount => $"{amount.Key}={amount.Value}"));
}
