using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api.ManagedFields;

namespace EdgeKube.Controller.Tests.Api.ManagedFields;

public sealed class FieldSetTests
{
    [Theory]
    [InlineData("""{"f:data":{".":{},"f:a":{}}}""", ".data .data.a")]
    [InlineData("""{"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:image":{}}}}}""", ".spec.containers[name=\"c\"] .spec.containers[name=\"c\"].image")]
    [InlineData("""{"f:metadata":{"f:finalizers":{"v:\"x/y\"":{}}}}""", ".metadata.finalizers[=\"x/y\"]")]
    public void Read_WhatKubernetesWrites_AndWriteItTheSame(string json, string places)
    {
        var set = FieldSetJson.Read(Raw(json))!;

        Assert.Equal(places, string.Join(' ', set.Describe()));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(FieldSetJson.Write(set).ToString())));
    }

    [Theory]
    [InlineData("""{"x":{}}""")]
    [InlineData("""{"f:a":1}""")]
    [InlineData("""{"k:nonsense":{}}""")]
    [InlineData("""{"k:[1]":{}}""")]
    [InlineData("""{"i:x":{}}""")]
    [InlineData("[]")]
    [InlineData("""{"f:a":{},"f:a":{}}""")]
    public void Read_Nonsense_IsNoSet(string json) => Assert.Null(FieldSetJson.Read(Raw(json)));

    private static RawJson Raw(string json) => new(Encoding.UTF8.GetBytes(json));
}
