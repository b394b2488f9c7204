using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Tests.Resources;

public sealed class ResourceArgumentsTests
{
    [Theory]
    [InlineData("pods", "pods:")]
    [InlineData("po,deploy", "pods: deployments:")]
    [InlineData("all", "pods: deployments: replicasets:")]
    [InlineData("pod a b", "pods:a pods:b")]
    [InlineData("deploy/web pod/a", "deployments:web pods:a")]
    [InlineData("deployments.apps web", "deployments:web")]
    [InlineData("deploy.v1.apps/web", "deployments:web")]
    [InlineData("Pod a", "pods:a")]
    public void Parse_Words_PointAtObjects(string words, string expected) => Assert.Equal(
        expected, string.Join(' ', ResourceArguments.Parse(words.Split(' ')).Select(target => $"{target.Type.Plural}:{target.Name}")));

    [Theory]
    [InlineData("nosuch", "the server doesn't have a resource type \"nosuch\"")]
    [InlineData("pods.example.com", "the server doesn't have a resource type \"pods.example.com\"")]
    [InlineData("pods/x cm", "there is no need to specify a resource type as a separate argument")]
    [InlineData("pod/a/b", "arguments in resource/name form must have a single resource and name")]
    public void Parse_WrongWords_SaysWhy(string words, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<CommandException>(() => ResourceArguments.Parse(words.Split(' '))).Message);
}
