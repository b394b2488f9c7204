namespace EdgeKube.Controller.Tests.Api;

/// <summary>pods/resize.</summary>
public sealed class PodResizeTests : IDisposable
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Patch = "application/strategic-merge-patch+json";
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Resize_CpuAndMemory_ChangesTheSpecAndItsGeneration()
    {
        await CreateAsync();
        var resized = await ResizeAsync("""{"requests":{"cpu":"40m","memory":"40Mi"},"limits":{"cpu":"80m","memory":"80Mi"}}""");
        Assert.Equal((200, 2, "80m"), (resized.Code, (int)resized.Json["metadata"]!["generation"]!, (string)resized.Json["spec"]!["containers"]![0]!["resources"]!["limits"]!["cpu"]!));
        Assert.Equal("80Mi", (string)(await _api.SendAsync("GET", Pods + "/p/resize")).Json["spec"]!["containers"]![0]!["resources"]!["limits"]!["memory"]!);

        // Its own door is the only one.
        Assert.Equal(422, (await _api.SendAsync("PATCH", Pods + "/p", """{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"41m"}}}]}}""", Patch)).Code);
    }

    [Theory]
    [InlineData("""{"limits":{"cpu":null}}""", "resource limits cannot be removed")]
    [InlineData("""{"requests":{"cpu":"50m","memory":"64Mi"}}""", "Pod QOS Class may not change as a result of resizing")]
    [InlineData("""{"requests":{"cpu":"2"}}""", "must be less than or equal to cpu limit of 50m")]
    public async Task Resize_WhatCannotBe_IsRefusedWithItsReason(string resources, string reason)
    {
        await CreateAsync();
        var refused = await ResizeAsync(resources);
        Assert.Equal(422, refused.Code);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resize_AnythingElse_IsForbidden()
    {
        await CreateAsync();
        var refused = await _api.SendAsync("PATCH", Pods + "/p/resize", """{"spec":{"containers":[{"name":"c","image":"other"}]}}""", Patch);
        Assert.Equal((422, "Pod \"p\" is invalid: spec: Forbidden: only cpu and memory resources are mutable"), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task Resize_PodThatAsksAsAWhole_IsForbidden()
    {
        await CreateAsync("""{"requests":{"cpu":"100m","memory":"64Mi"},"limits":{"cpu":"1","memory":"1Gi"}}""");
        var refused = await ResizeAsync("""{"requests":{"cpu":"40m"}}""");
        Assert.Equal((422, "Pod \"p\" is invalid: spec.resources: Forbidden: pods with pod-level resources cannot be resized"), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task Resize_MoreThanTheNodeHas_IsForbidden()
    {
        await CreateAsync();
        await _api.SendAsync("POST", "/api/v1/nodes", """{"metadata":{"name":"n1"}}""");
        await _api.SendAsync("PATCH", "/api/v1/nodes/n1/status", """{"status":{"allocatable":{"cpu":"2","memory":"1Gi"}}}""", Patch);
        var refused = await ResizeAsync("""{"requests":{"cpu":"50"},"limits":{"cpu":"50"}}""");
        Assert.Equal(
            (403, "pods \"p\" is forbidden: node didn't have enough allocatable resources: cpu, requested: 50000, allocatable: 2000"), (refused.Code, refused.Message));
    }

    private async Task CreateAsync(string ofPod = "null")
    {
        var body = $$$"""{"metadata":{"name":"p"},"spec":{"nodeName":"n1","resources":{{{ofPod}}},"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"20m","memory":"32Mi"},"limits":{"cpu":"50m","memory":"64Mi"} } }]}}""";
        Assert.Equal(201, (await _api.SendAsync("POST", Pods, body)).Code);
    }

    private Task<ApiAnswer> ResizeAsync(string resources)
        => _api.SendAsync("PATCH", Pods + "/p/resize", $$$"""{"spec":{"containers":[{"name":"c","resources":{{{resources}}}}]}}""", Patch);
}
