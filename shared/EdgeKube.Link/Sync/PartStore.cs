using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>
/// Contents that come in parts, at the replica. They outlive the session, which is their purpose; but they are few, hold no more than the
/// largest content may, and are dropped when nothing more of them comes.
/// </summary>
internal sealed class PartStore(LinkLimits limits, TimeSpan kept)
{
    // The one longest untouched first.
    private readonly List<PartialContent> _contents = [];

    /// <summary>When <see cref="Expire"/> is wanted.</summary>
    public long? WakeAt => _contents.Count > 0 ? _contents[0].TouchedAt + (long)kept.TotalMilliseconds : null;

    public int Held => _contents.Sum(content => content.Held);

    /// <summary>The owner is about to send this.</summary>
    public Frame.Have Receive(Frame.Offer offer, long now)
    {
        var content = Find(offer.Id);
        if (content?.Offer != offer)
        {
            _contents.RemoveAll(other => other.Offer.Id == offer.Id);
            content = new(offer);
        }

        Touch(content, now);
        return new(offer.Set, offer.Id, content.Held);
    }

    /// <summary>A part came; null when it is not the next one.</summary>
    public Frame.Have? Receive(Frame.Part part, long now)
    {
        if (Find(part.Id) is not { } content || !content.Add(part))
        {
            return null;
        }

        Touch(content, now);
        return new(part.Set, part.Id, content.Held);
    }

    /// <summary>The content under this id; null when it is not, or not wholly, here.</summary>
    public ReadOnlyMemory<byte>? Open(ContentHash id) => Find(id)?.Open();

    public void Drop(ContentHash id) => _contents.RemoveAll(content => content.Offer.Id == id);

    /// <summary>Drops what nobody went on with.</summary>
    public void Expire(long now) => _contents.RemoveAll(content => content.TouchedAt + (long)kept.TotalMilliseconds <= now);

    private PartialContent? Find(ContentHash id) => _contents.Find(content => content.Offer.Id == id);

    private void Touch(PartialContent content, long now)
    {
        content.TouchedAt = now;
        _contents.Remove(content);
        _contents.Add(content);
        while (_contents.Count > 1 && (_contents.Count > limits.MaxPartials || Held > limits.MaxContent))
        {
            _contents.RemoveAt(0);
        }
    }
}
