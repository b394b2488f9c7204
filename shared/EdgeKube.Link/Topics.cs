namespace EdgeKube.Link;

/// <summary>The names of all topics: everything of a client lies under <c>edgekube/v1/{identity}/</c>.</summary>
public static class Topics
{
    /// <summary>What every topic begins with.</summary>
    public const string Root = "edgekube/v1/";

    /// <summary>Longer topics are none of ours.</summary>
    public const int MaxLength = 512;

    /// <summary>Node to controller, control frames.</summary>
    public static string Up(Identity identity) => Of(identity, "up");

    /// <summary>Node to controller, stream frames.</summary>
    public static string UpStream(Identity identity) => Of(identity, "up/stream");

    /// <summary>The leaf of <see cref="Gone"/>.</summary>
    public const string GoneLeaf = "gone";

    /// <summary>A node's will: a broker in between says on its behalf that its connection was lost. Empty, never retained.</summary>
    public static string Gone(Identity identity) => Of(identity, GoneLeaf);

    /// <summary>Controller to node, control frames.</summary>
    public static string Down(Identity identity) => Of(identity, "down");

    /// <summary>Controller to node, stream frames.</summary>
    public static string DownStream(Identity identity) => Of(identity, "down/stream");

    /// <summary>User to controller: one API request. Nodes and devices that enrol may ask for their certificate there, and nothing else.</summary>
    public static string Request(Identity identity) => Of(identity, "request");

    /// <summary>User to controller: a manifest.</summary>
    public static string Apply(Identity identity) => Of(identity, "apply");

    /// <summary>Controller to user: results of apply for clients that cannot name a Response Topic.</summary>
    public static string Results(Identity identity) => Of(identity, "results");

    /// <summary>Controller to whoever asked: a Response Topic that is free for everyone to use.</summary>
    public static string Answers(Identity identity) => Of(identity, "answers");

    /// <summary>Everything under an identity, as a subscription.</summary>
    public static string Subtree(Identity identity) => Of(identity, "#");

    /// <summary>The topic for frames of a channel that a node sends.</summary>
    public static string Up(Identity identity, LinkChannel channel) => channel == LinkChannel.Control ? Up(identity) : UpStream(identity);

    /// <summary>The topic for frames of a channel that a node receives.</summary>
    public static string Down(Identity identity, LinkChannel channel) => channel == LinkChannel.Control ? Down(identity) : DownStream(identity);

    /// <summary>Any topic under an identity.</summary>
    public static string Of(Identity identity, string leaf) => $"{Root}{identity}/{leaf}";

    /// <summary>Takes a topic (or a subscription's filter) apart; null when it does not lie under an identity. Safe on hostile input.</summary>
    public static (Identity Identity, string Leaf)? Find(string topic)
    {
        if (topic.Length > MaxLength || !topic.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = topic.AsSpan(Root.Length);
        var slash = rest.IndexOf('/');
        if (slash <= 0 || slash == rest.Length - 1 || Identity.Find(rest[..slash]) is not { } identity)
        {
            return null;
        }

        return (identity, rest[(slash + 1)..].ToString());
    }

    /// <summary>Whether a topic or filter stays within an identity's own subtree.</summary>
    public static bool IsWithin(string topic, Identity identity) => Find(topic) is { } found && found.Identity == identity;

    /// <summary>The channel of a leaf that a node sends on (<c>up</c>, <c>up/stream</c>), or null.</summary>
    public static LinkChannel? FindUpChannel(string leaf) => leaf switch
    {
        "up" => LinkChannel.Control,
        "up/stream" => LinkChannel.Stream,
        _ => null,
    };

    /// <summary>The channel of a leaf that a node listens on (<c>down</c>, <c>down/stream</c>), or null.</summary>
    public static LinkChannel? FindDownChannel(string leaf) => leaf switch
    {
        "down" => LinkChannel.Control,
        "down/stream" => LinkChannel.Stream,
        _ => null,
    };
}
