using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Presentation;

public sealed class AcceptHeaderTests
{
    [Theory]
    [InlineData(null, "Whole v1")]
    [InlineData("", "Whole v1")]
    [InlineData("*/*", "Whole v1")]
    [InlineData("application/json, */*", "Whole v1")]
    [InlineData("application/vnd.kubernetes.protobuf,application/json", "Whole v1")]
    [InlineData("application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json", "Table v1")]
    [InlineData("application/json;as=Table;v=v1beta1;g=meta.k8s.io", "Table v1beta1")]
    [InlineData("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", "Metadata v1")]
    [InlineData("application/json;q=0.5,application/json;as=Table;v=v1;g=meta.k8s.io;q=0.9", "Table v1")]
    [InlineData("application/json;as=Table;v=v9;g=meta.k8s.io,application/json", "Whole v1")]
    [InlineData("application/json;as=Table;v=v9;g=meta.k8s.io", null)]
    [InlineData("application/json;as=Table;v=v1;g=other", null)]
    [InlineData("text/html", null)]
    [InlineData(";;;,=,q=", null)]
    public void Choose_TakesTheFirstItCanFulfil(string? accept, string? expected)
    {
        var chosen = AcceptHeader.Choose(accept);

        Assert.Equal(expected, chosen.Succeeded ? $"{chosen.Object.Shape} {chosen.Object.MetaVersion}" : null);
        Assert.Equal(expected is null ? 406 : null, chosen.Error?.Code);
    }
}
