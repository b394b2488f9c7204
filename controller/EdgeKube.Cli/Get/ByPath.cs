using System.Text.Json.Nodes;
using EdgeKube.Cli.JsonPath;

namespace EdgeKube.Cli.Get;

/// <summary>Orders objects by what a path finds in them; those in which it finds nothing come first.</summary>
internal sealed class ByPath(JsonPathExpression path) : IComparer<JsonObject>
{
    public int Compare(JsonObject? x, JsonObject? y) => JsonPathCondition.Compare(path.Find(x).FirstOrDefault(), path.Find(y).FirstOrDefault());
}
