using System.Diagnostics;

namespace EdgeKube.Link;

/// <summary>Who a client is: <c>node:{name}</c>, <c>user:{name}</c> or <c>enroll:{token id}</c>. Any value of this type is valid.</summary>
public sealed record Identity
{
    /// <summary>Names hold at most this many characters, because a certificate's common name holds 64 with the kind in front.</summary>
    public const int MaxNameLength = 58;

    private const int TokenIdLength = 16;

    private Identity(IdentityKind kind, string name)
    {
        Kind = kind;
        Name = name;
    }

    public IdentityKind Kind { get; }

    public string Name { get; }

    /// <summary>Reads <c>kind:name</c>; null when it is none. Safe on hostile input.</summary>
    public static Identity? Find(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon <= 0)
        {
            return null;
        }

        var name = text[(colon + 1)..];
        return text[..colon] switch
        {
            "node" when IsNodeName(name) => new(IdentityKind.Node, name.ToString()),
            "user" when IsName(name) => new(IdentityKind.User, name.ToString()),
            "enroll" when IsTokenId(name) => new(IdentityKind.Enroll, name.ToString()),
            _ => null,
        };
    }

    /// <summary>The identity of a node.</summary>
    /// <exception cref="ArgumentException">The name breaks the rules of <see cref="IsNodeName"/>.</exception>
    public static Identity Node(string name) => IsNodeName(name)
        ? new(IdentityKind.Node, name)
        : throw new ArgumentException($"\"{name}\" is not a node name", nameof(name));

    /// <summary>The identity of a user.</summary>
    /// <exception cref="ArgumentException">The name breaks the rules of <see cref="IsName"/>.</exception>
    public static Identity User(string name) => IsName(name)
        ? new(IdentityKind.User, name)
        : throw new ArgumentException($"\"{name}\" is not a user name", nameof(name));

    /// <summary>A device that holds an enrolment token.</summary>
    /// <exception cref="ArgumentException">The id breaks the rules of <see cref="IsTokenId"/>.</exception>
    public static Identity Enroll(string tokenId) => IsTokenId(tokenId)
        ? new(IdentityKind.Enroll, tokenId)
        : throw new ArgumentException($"\"{tokenId}\" is not the id of a token", nameof(tokenId));

    /// <summary>16 lower-case hexadecimal digits.</summary>
    public static bool IsTokenId(ReadOnlySpan<char> id) => id.Length == TokenIdLength && !id.ContainsAnyExcept("0123456789abcdef");

    /// <summary>A node is named like a Kubernetes object (lower-case letters, digits, '-', '.'; each part begins and ends with a letter or digit), within 58 characters.</summary>
    public static bool IsNodeName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > MaxNameLength)
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            var atEdge = i == 0 || i == name.Length - 1 || name[i - 1] == '.' || name[i + 1] == '.';
            if (!char.IsAsciiLetterLower(name[i]) && !char.IsAsciiDigit(name[i]) && (atEdge || name[i] is not ('-' or '.')))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Any other name: 1 to 58 characters, none of them a separator, a wildcard of MQTT, a control character or half a surrogate pair.</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > MaxNameLength)
        {
            return false;
        }

        foreach (var c in name)
        {
            if (c is '/' or '+' or '#' or ':' || char.IsControl(c) || char.IsSurrogate(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As MQTT's user name and topics spell it.</summary>
    public override string ToString() => Kind switch
    {
        IdentityKind.Node => $"node:{Name}",
        IdentityKind.User => $"user:{Name}",
        IdentityKind.Enroll => $"enroll:{Name}",
        _ => throw new UnreachableException(),
    };
}
