using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Tests.Reconcilers;

namespace EdgeKube.Controller.Tests.Api;

public sealed class StandardContentTests
{
    [Fact]
    public void Plan_WhatIsThere_NothingToDo()
    {
        var account = StandardContent.BuildAccount("x");
        var certificate = StandardContent.BuildCertificate("x", "pem");

        Assert.Empty(StandardContent.Plan("x", account, certificate, "pem"));
        Assert.Empty(StandardContent.Plan("x", account, null, null));
        Assert.Equal(["ServiceAccount", "ConfigMap"], StandardContent.Plan("x", null, null, "pem").Select(obj => obj.Kind));
        Assert.Equal("new", ((ConfigMap)Assert.Single(StandardContent.Plan("x", account, certificate, "new"))).Data!["ca.crt"]);
    }

    [Fact]
    public async Task Namespace_New_HasItsAccountAtOnce()
    {
        using var api = new ApiFixture();
        await api.CreateAsync("/api/v1/namespaces", """{"metadata":{"name":"x"}}""");

        Assert.NotEmpty(api.Resources.Find<ServiceAccount>("x", "default")!.Uid);
        var answer = await api.SendAsync(
            "POST", "/api/v1/namespaces/x/pods", """{"metadata":{"name":"p"},"spec":{"serviceAccountName":"none","containers":[{"name":"a","image":"i"}]}}""");
        Assert.Equal((403, "pods \"p\" is forbidden: error looking up service account x/none: serviceaccount \"none\" not found"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Account_Deleted_ComesBack()
    {
        await using var cluster = new TestCluster();
        var first = cluster.Resources.Find<ServiceAccount>("default", "default")!;
        await cluster.Resources.DeleteAsync(first, new DeleteOptions(), CancellationToken.None);

        await cluster.Until(() => cluster.Resources.Find<ServiceAccount>("default", "default") is { } second && second.Uid != first.Uid);
    }
}
